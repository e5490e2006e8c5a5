import type { Endpoint } from '../endpoint.ts';
import { createKey, listKeys, revokeKey } from './apiKeys.ts';
import { previewDeletion, remove as deleteProject } from './deletion.ts';
import { accept, invite, listPending, withdraw } from './invitations.ts';
import { changeRole, listAll, remove as removeMember } from './members.ts';
import { create, detail, list, update } from './projects.ts';

/** /api/v1/projects with what belongs to one: members, invitations, API keys. */
export const projects: Endpoint[] = [
  create,
  list,
  detail,
  update,
  previewDeletion,
  deleteProject,
  listAll,
  changeRole,
  removeMember,
  invite,
  listPending,
  withdraw,
  accept,
  createKey,
  listKeys,
  revokeKey,
];
