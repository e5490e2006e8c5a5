import type { z } from 'zod';
import { fullName } from '../../contracts/names.ts';
import type {
  ApiKeyAnswer,
  InvitationAnswer,
  Member,
  ProjectAnswer,
  ProjectRole,
} from '../../contracts/projects.ts';
import type { ApiKey } from '../../db/models/apiKey.ts';
import type { InvitationRow, MemberRow, ProjectRow } from '../../db/projects.ts';

/** A project, with what the caller is in it: an API key has a role of its own. */
export const presentProject = (
  project: ProjectRow,
  role: ProjectRole = project.role,
): z.infer<typeof ProjectAnswer> => ({
  id: project.id,
  name: project.name,
  description: project.description,
  timezone: project.timezone,
  settings: project.settings as z.infer<typeof ProjectAnswer>['settings'],
  role,
  is_default: project.isDefault,
  // Deleted projects are not shown, and there is no other way for one to be inactive.
  is_active: true,
  created_at: project.createdAt.toISOString(),
  updated_at: project.updatedAt.toISOString(),
});

export const presentMember = (member: MemberRow): z.infer<typeof Member> => ({
  user_id: member.userId,
  email: member.email,
  name: fullName(member),
  role: member.role,
  joined_at: member.joinedAt.toISOString(),
});

export const presentInvitation = (invitation: InvitationRow): z.infer<typeof InvitationAnswer> => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  created_at: invitation.createdAt.toISOString(),
  expires_at: invitation.expiresAt.toISOString(),
  mail_status: invitation.mailStatus,
});

export const presentApiKey = (key: ApiKey): z.infer<typeof ApiKeyAnswer> => ({
  id: key.id,
  name: key.name,
  role: key.role,
  prefix: key.prefix,
  created_at: key.createdAt.toISOString(),
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
});
