import type { ProjectRole } from '../contracts/projects.ts';
import { row } from './query.ts';

/** A person who calls, as one query finds it: with the session or key that speaks for it, and the project it means. */
export interface AccessRow {
  userId: string;
  number: number;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  role: 'user' | 'admin';
  isActive: boolean;
  /** Whether the session or key is still good; true where an external issuer vouches. */
  live: boolean;
  projectId: string | null;
  projectName: string | null;
  projectRole: ProjectRole | null;
}

const person = `u.id as "userId", u.number, u.username, u.email, u.first_name as "firstName", u.last_name as "lastName",
  u.role, u.is_active as "isActive"`;
/** The project that is named, else the person's default one; null columns where the person is no member. */
const memberOf = (projectId: string) => `
  left join memberships m on m.user_id = u.id and m.project_id = coalesce(${projectId}::uuid, u.default_project_id)
  left join projects p on p.id = m.project_id and p.deleted_at is null`;
const project = `p.id as "projectId", p.name as "projectName", m.role as "projectRole"`;

/**
 * Who a session's access token speaks for, and what they are in the project (their default one when null):
 * db/migrations/0014-frequent-queries.ts.
 */
export const findBySession = (userId: string, sessionId: string, projectId: string | null) =>
  row<AccessRow>('select * from find_caller($1, $2, $3)', [userId, sessionId, projectId]);

/** The same for a token of an external issuer; undefined before the person's first sight. */
export const findByIdentity = (issuer: string, subject: string, projectId: string | null) =>
  row<AccessRow>(
    `select ${person}, true as live, ${project}
     from external_identities e join users u on u.id = e.user_id ${memberOf('$3')}
     where e.issuer = $1 and e.subject = $2`,
    [issuer, subject, projectId],
  );

/** Who made an API key, with the key's own project and role. Notes that it was used, at most once a minute. */
export const findByApiKey = (keyHash: Buffer) =>
  row<AccessRow & { keyId: string }>(
    `with used as (
       update api_keys set last_used_at = now()
       where key_hash = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute'))
     select ${person}, k.revoked_at is null as live, k.id as "keyId",
       p.id as "projectId", p.name as "projectName", k.role as "projectRole"
     from api_keys k join users u on u.id = k.created_by
     left join projects p on p.id = k.project_id and p.deleted_at is null
     where k.key_hash = $1`,
    [keyHash],
  );

/**
 * Whether a caller may still look into a project: their session or key is still good, and they are still a member, or
 * the key the project's own.
 */
export async function mayStillLook(
  projectId: string,
  { userId, sessionId, apiKeyId }: { userId: string; sessionId: string | null; apiKeyId: string | null },
): Promise<boolean> {
  const found = await row(
    `select 1 as may from users u join projects p on p.id = $1 and p.deleted_at is null
     where u.id = $2 and u.is_active and case
       when $4::uuid is not null then exists (
         select from api_keys k where k.id = $4 and k.project_id = p.id and k.revoked_at is null)
       else exists (select from memberships m where m.user_id = u.id and m.project_id = p.id)
         and ($3::uuid is null or exists (
           select from sessions s where s.id = $3 and s.revoked_at is null and s.expires_at > now()))
     end`,
    [projectId, userId, sessionId, apiKeyId],
  );
  return found !== undefined;
}

/** A project's first owner, in that project; undefined when it is gone or has none. */
export const findOwner = (projectId: string) =>
  row<AccessRow>(
    `select ${person}, true as live, ${project}
     from projects p join memberships m on m.project_id = p.id and m.role = 'owner' join users u on u.id = m.user_id
     where p.id = $1 and p.deleted_at is null and u.is_active order by m.created_at, u.id limit 1`,
    [projectId],
  );
