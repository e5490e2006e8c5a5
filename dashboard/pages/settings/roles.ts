import type { z } from 'zod';
import type { ProjectRole } from '../../../contracts/projects.ts';

export type Role = z.infer<typeof ProjectRole>;

/** From the one that may most to the one that may least. */
export const roles: Role[] = ['owner', 'editor', 'viewer'];
