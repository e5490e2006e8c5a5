import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { registerIdentity } from '../commands/people/registerIdentity.ts';
import { hashSecret } from '../commands/secrets.ts';
import type { Config } from '../config/load.ts';
import type { ProjectRole } from '../contracts/projects.ts';
import { unauthenticated } from '../contracts/refusal.ts';
import { findByApiKey, findByIdentity, findBySession, findOwner, type AccessRow } from '../db/access.ts';
import type { Tokens } from './tokens.ts';

/** Who calls: a person, or an API key on behalf of the person who made it. */
export interface Caller {
  userId: string;
  number: number;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  role: 'user' | 'admin';
  /** Null for API keys and for tokens of an external issuer. */
  sessionId: string | null;
  apiKeyId: string | null;
}

/** The project a call is about, and what the caller is in it. */
export interface ProjectAccess {
  id: string;
  name: string;
  role: ProjectRole;
}

export interface Authenticated {
  caller: Caller;
  /** Null when the caller is no member of the project that was named, or it is gone. */
  project: ProjectAccess | null;
}

/**
 * Finds who calls by `Authorization: Bearer` (an access token or an API key) or `X-API-Key`, and their place in the
 * project `projectId` (their default one when null; an API key knows only its own).
 * @throws {Refusal} 401 with a code that says whether nothing was sent, it is wrong, or its session ended.
 */
export async function authenticate(
  headers: IncomingHttpHeaders,
  projectId: string | null,
  tokens: Tokens,
): Promise<Authenticated> {
  const key = headers['x-api-key'];
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (typeof key === 'string' && key !== '') return byApiKey(key, projectId);
  if (!bearer) throw unauthenticated();
  if (bearer.startsWith('ssk_')) return byApiKey(bearer, projectId);

  const identity = await tokens.verify(bearer);
  if (identity.kind === 'own') {
    const found = await findBySession(identity.userId, identity.sessionId, projectId);
    if (!found?.live) throw unauthenticated('session_ended');
    return authenticated(found, { sessionId: identity.sessionId });
  }
  const find = () => findByIdentity(identity.issuer, identity.subject, projectId);
  const found = (await find()) ?? (await registerIdentity(identity).then(find));
  if (!found) throw unauthenticated('invalid_token');
  return authenticated(found, {});
}

async function byApiKey(key: string, projectId: string | null): Promise<Authenticated> {
  const found = await findByApiKey(hashSecret(key));
  if (!found?.live || !found.projectId) throw unauthenticated('invalid_api_key');
  const { caller, project } = authenticated(found, { apiKeyId: found.keyId });
  return { caller, project: projectId && projectId !== project?.id ? null : project };
}

type BotSettings = Pick<Config, 'WHATSAPP_API_KEY' | 'WHATSAPP_PROJECT_ID'>;

/**
 * Whoever sends the environment's WHATSAPP_API_KEY as X-API-Key: they may in WHATSAPP_PROJECT_ID what an editor may, on
 * behalf of its first owner. Null for any other key. @throws {Refusal} 401 when there is no such project.
 */
export async function authenticateBot(
  headers: IncomingHttpHeaders,
  projectId: string | null,
  { WHATSAPP_API_KEY: botKey, WHATSAPP_PROJECT_ID: botProject }: BotSettings,
): Promise<Authenticated | null> {
  const key = headers['x-api-key'];
  if (typeof key !== 'string' || !botKey || !botProject) return null;
  if (!timingSafeEqual(hashSecret(key), hashSecret(botKey))) return null;
  const found = await findOwner(botProject);
  if (!found) throw unauthenticated('invalid_api_key');
  const { caller, project } = authenticated(
    { ...found, projectRole: 'editor' },
    { apiKeyId: 'WHATSAPP_API_KEY' },
  );
  return { caller, project: projectId && projectId !== project?.id ? null : project };
}

function authenticated(
  found: AccessRow,
  { sessionId = null, apiKeyId = null }: { sessionId?: string | null; apiKeyId?: string | null },
): Authenticated {
  const { isActive, live: _live, projectId, projectName, projectRole, ...person } = found;
  if (!isActive) throw unauthenticated('account_disabled');
  const { userId, number, username, email, firstName, lastName, role } = person;
  return {
    caller: { userId, number, username, email, firstName, lastName, role, sessionId, apiKeyId },
    project: projectId && projectRole ? { id: projectId, name: projectName ?? '', role: projectRole } : null,
  };
}
