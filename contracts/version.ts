import { z } from 'zod';

/** Tells of what was read whether it still is so. */
export const Version = z.string().max(200).meta({
  description: 'changes with what people can change; opaque',
});

/** The same, of a request that changes it. */
export const VersionRead = Version.optional().meta({
  description:
    '`version` as it was read: where something changed meanwhile, nothing is written, and 409 changed_meanwhile names in ' +
    '`details` what did. Left out: whatever it is by now',
});
