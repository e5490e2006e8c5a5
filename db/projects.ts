import type { Language } from '../contracts/languages.ts';
import type { ProjectRole } from '../contracts/projects.ts';
import { row, rows } from './query.ts';

/** A project as one of its members sees it. */
export interface ProjectRow {
  id: string;
  name: string;
  description: string;
  timezone: string;
  settings: Record<string, unknown>;
  createdAt: Date;
  updatedAt: Date;
  role: ProjectRole;
  isDefault: boolean;
}

interface Part {
  limit: number;
  offset: number;
}

const projectColumns = `p.id, p.name, p.description, p.timezone, p.settings, p.created_at as "createdAt",
  p.updated_at as "updatedAt", m.role, p.id = u.default_project_id as "isDefault"`;
const projectsOfUser = `from users u join memberships m on m.user_id = u.id
  join projects p on p.id = m.project_id and p.deleted_at is null where u.id = $1`;

/** The projects a person is a member of, the oldest first. */
export const listProjects = (userId: string, { limit, offset }: Part) =>
  rows<ProjectRow>(
    `select ${projectColumns} ${projectsOfUser} order by p.created_at, p.id limit $2 offset $3`,
    [userId, limit, offset],
  );

export const countProjects = (userId: string) => count(`select count(*) ${projectsOfUser}`, [userId]);

/** One of a person's projects; undefined when they are no member. */
export const findProject = (userId: string, projectId: string) =>
  row<ProjectRow>(`select ${projectColumns} ${projectsOfUser} and p.id = $2`, [userId, projectId]);

/** A project's zone. */
export async function readTimezone(projectId: string): Promise<string> {
  const project = await row<{ timezone: string }>('select timezone from projects where id = $1', [projectId]);
  return project?.timezone ?? 'UTC';
}

/** Whether a person is a member of any project beside this one. */
export const hasOtherProject = async (userId: string, projectId: string): Promise<boolean> =>
  (await count(`select count(*) ${projectsOfUser} and p.id <> $2`, [userId, projectId])) > 0;

export interface MemberRow {
  userId: string;
  email: string;
  username: string;
  firstName: string;
  lastName: string;
  role: ProjectRole;
  joinedAt: Date;
}

const memberColumns = `u.id as "userId", u.email, u.username, u.first_name as "firstName", u.last_name as "lastName",
  m.role, m.created_at as "joinedAt"`;

/** A project's members, in the order they joined. */
export const listMembers = (projectId: string, { limit, offset }: Part) =>
  rows<MemberRow>(
    `select ${memberColumns} from memberships m join users u on u.id = m.user_id
     where m.project_id = $1 order by m.created_at, u.id limit $2 offset $3`,
    [projectId, limit, offset],
  );

export const countMembers = (projectId: string) =>
  count('select count(*) from memberships where project_id = $1', [projectId]);

export const findMember = (projectId: string, userId: string) =>
  row<MemberRow>(
    `select ${memberColumns} from memberships m join users u on u.id = m.user_id
     where m.project_id = $1 and u.id = $2`,
    [projectId, userId],
  );

/** Whether somebody with this e-mail address is a member already. */
export const isMemberByEmail = async (projectId: string, email: string): Promise<boolean> =>
  (await count(
    `select count(*) from memberships m join users u on u.id = m.user_id
     where m.project_id = $1 and lower(u.email) = lower($2)`,
    [projectId, email],
  )) > 0;

export interface InvitationRow {
  id: string;
  email: string;
  role: ProjectRole;
  createdAt: Date;
  expiresAt: Date;
  mailStatus: 'queued' | 'sent' | 'failed';
}

const invitationColumns = `i.id, i.email, i.role, i.created_at as "createdAt", i.expires_at as "expiresAt",
  coalesce(mail.status, 'queued') as "mailStatus"`;
const pendingInvitations = `from invitations i left join mails mail on mail.kind = 'invitation' and mail.subject_id = i.id
  where i.project_id = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()`;

/** The invitations of a project that can be accepted, the newest first. */
export const listInvitations = (projectId: string, { limit, offset }: Part) =>
  rows<InvitationRow>(
    `select ${invitationColumns} ${pendingInvitations} order by i.created_at desc, i.id limit $2 offset $3`,
    [projectId, limit, offset],
  );

export const countInvitations = (projectId: string) =>
  count(`select count(*) ${pendingInvitations}`, [projectId]);

export interface ProjectFigures {
  images: number;
  running: number;
  others: number;
  keys: number;
  invitations: number;
  connections: number;
  posts: number;
}

/** What ends with a project. `others` are its members without `userId`. */
export async function readProjectFigures(projectId: string, userId: string): Promise<ProjectFigures> {
  const figures = await row<ProjectFigures>(
    `select
       (select count(*) from images where project_id = $1)::int as images,
       (select count(*) from images where project_id = $1 and status = 'pending')::int as running,
       (select count(*) from memberships where project_id = $1 and user_id <> $2)::int as others,
       (select count(*) from api_keys where project_id = $1 and revoked_at is null)::int as keys,
       (select count(*) from social_media_connections
        where project_id = $1 and connection_status <> 'revoked')::int as connections,
       (select count(*) from scheduled_posts where project_id = $1
        and state in ('draft', 'scheduled', 'needs_attention'))::int as posts,
       (select count(*) ${pendingInvitations})::int as invitations`,
    [projectId, userId],
  );
  if (!figures) throw new Error('a select without a row');
  return figures;
}

/** COUNT is a bigint, which arrives as a string. */
async function count(sql: string, parameters: unknown[]): Promise<number> {
  return Number((await row<{ count: string }>(sql, parameters))?.count);
}

/** Who is told about what a person did in a project: that person, or the owners where the person has left. */
export const findResponsible = (projectId: string, userId: string) =>
  rows<{ email: string; locale: Language }>(
    `select u.email, u.locale from memberships m
     join projects p on p.id = m.project_id and p.deleted_at is null
     join users u on u.id = m.user_id and u.is_active
     where m.project_id = $1 and (m.user_id = $2 or m.role = 'owner' and not exists (
       select from memberships own where own.project_id = $1 and own.user_id = $2))
     order by u.number`,
    [projectId, userId],
  );
