import { z } from 'zod';
import { Email, Instant, line, Uuid } from './common.ts';

/** An owner may everything; an editor works; a viewer looks. */
export const ProjectRole = z.enum(['owner', 'editor', 'viewer']);
export type ProjectRole = z.infer<typeof ProjectRole>;

const timezones = new Set(Intl.supportedValuesOf('timeZone'));
const isTimezone = (name: string) => {
  if (timezones.has(name) || name === 'UTC') return true;
  try {
    // Links such as "Europe/Kiev" are valid names, but not in the list; offsets such as "+02:00" are no zones.
    return /^[A-Z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
};
export const Timezone = z
  .string()
  .refine(isTimezone, { error: 'unknown_timezone' })
  .meta({ example: 'America/New_York' });

/** Free settings of a project: any JSON object, up to 16 kB. */
const Settings = z
  .record(z.string(), z.json())
  .refine((settings) => JSON.stringify(settings).length <= 16_384, { error: 'object_too_large' });

const name = line(200).min(1);
const description = z.string().trim().max(2000);

export const ProjectParams = z.object({ project_id: Uuid });
export const MemberParams = ProjectParams.extend({ user_id: Uuid });
export const InvitationParams = ProjectParams.extend({ invitation_id: Uuid });
export const ApiKeyParams = ProjectParams.extend({ key_id: Uuid });

export const CreateProjectRequest = z
  .strictObject({
    name,
    description: description.default(''),
    timezone: Timezone.default('UTC'),
    settings: Settings.default({}),
  })
  .meta({ id: 'CreateProjectRequest' });

export const UpdateProjectRequest = z
  .strictObject({ name, description, timezone: Timezone, settings: Settings })
  .partial()
  .meta({ id: 'UpdateProjectRequest' });

export const ProjectAnswer = z
  .object({
    id: Uuid,
    name: z.string(),
    description: z.string(),
    timezone: z.string(),
    settings: z.record(z.string(), z.json()),
    role: ProjectRole,
    is_default: z.boolean(),
    is_active: z.boolean(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Project' });

export const DeletionPreview = z
  .object({
    can_delete: z.boolean(),
    reason: z.enum(['last_project']).nullable().meta({ description: 'why it cannot be deleted' }),
    images: z.int(),
    running_generations: z.int(),
    members: z.int().meta({ description: 'the others, who lose access' }),
    api_keys: z.int(),
    pending_invitations: z.int(),
    scheduled_posts: z.int().meta({ description: 'posts that are cancelled' }),
    connections: z.int().meta({ description: 'accounts that are disconnected' }),
    summary: z.string(),
  })
  .meta({ id: 'DeletionPreview', description: 'What deleting the project would end.' });

export const Member = z
  .object({
    user_id: Uuid,
    email: z.string(),
    name: z.string(),
    role: ProjectRole,
    joined_at: Instant,
  })
  .meta({ id: 'Member' });

export const ChangeRoleRequest = z.strictObject({ role: ProjectRole }).meta({ id: 'ChangeRoleRequest' });

export const InviteRequest = z
  .strictObject({ email: Email, role: ProjectRole.default('editor') })
  .meta({ id: 'InviteRequest' });

export const InvitationAnswer = z
  .object({
    id: Uuid,
    email: z.string(),
    role: ProjectRole,
    created_at: Instant,
    expires_at: Instant,
    mail_status: z.enum(['queued', 'sent', 'failed']),
  })
  .meta({ id: 'Invitation' });

export const AcceptInvitationRequest = z
  .strictObject({ token: z.string().min(1).max(500) })
  .meta({ id: 'AcceptInvitationRequest' });

export const CreateApiKeyRequest = z
  .strictObject({ name, role: z.enum(['editor', 'viewer']).default('editor') })
  .meta({ id: 'CreateApiKeyRequest' });

export const ApiKeyAnswer = z
  .object({
    id: Uuid,
    name: z.string(),
    role: z.enum(['editor', 'viewer']),
    prefix: z.string(),
    created_at: Instant,
    last_used_at: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const NewApiKey = ApiKeyAnswer.extend({
  key: z.string().meta({ description: 'The key itself. It is shown this once.' }),
}).meta({ id: 'NewApiKey' });
