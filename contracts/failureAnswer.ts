import { z } from 'zod';

/** What a platform answered to a call that failed: people are told it in the words of their language. */
export const FailureAnswer = z
  .object({
    kind: z.enum(['refused', 'broken', 'silent', 'unreadable']).meta({
      description:
        'refused: by its rules; broken: it failed itself; silent: it answered nothing; unreadable: something that nobody can read',
    }),
    status: z.int().nullable().meta({
      description:
        "HTTP's, where that tells of a failure; null where it does not, or the platform told it later, or nothing",
    }),
    code: z.string().nullable().meta({ description: 'its own, where it named one' }),
  })
  .meta({ id: 'FailureAnswer' });
export type FailureAnswer = z.infer<typeof FailureAnswer>;

/** Why a step failed, for people who look it up. */
export interface Why {
  /** In a sentence of ours, made of statuses and codes. */
  detail: string;
  /** Of the platform, where it was asked. */
  answer?: FailureAnswer | null;
}
