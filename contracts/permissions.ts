import { z } from 'zod';

/** What the person of an account allowed of what their platform is asked for. */
export const Permissions = z.object({
  capabilities: z.array(z.string()).meta({
    description:
      'what can be done with the account; `insights` as far as `missing_permissions` leaves any figures',
    example: ['insights', 'publish'],
  }),
  missing_permissions: z
    .array(
      z.object({
        permission: z.string().meta({ example: 'video.publish', description: 'as the platform names it' }),
        meaning: z.string().meta({ example: 'publish videos' }),
        needed_for: z.array(z.string()).meta({ example: ['publish'] }),
      }),
    )
    .meta({ description: 'what its person did not allow, and what therefore does not work, or not in full' }),
});
