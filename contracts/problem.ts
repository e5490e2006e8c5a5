import { z } from 'zod';

/** RFC 9457, with the members that the five specifications promise beside it. Clients branch on `code`. */
export const Problem = z
  .object({
    type: z.string().meta({ example: 'about:blank' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string().meta({ example: 'not_found' }),
    timestamp: z.iso.datetime(),
    error: z.string(),
    details: z.record(z.string(), z.array(z.string())),
    request_id: z.string(),
  })
  .meta({ id: 'Problem', description: 'What went wrong, and what would be right.' });

export type Problem = z.infer<typeof Problem>;
