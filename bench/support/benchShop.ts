import { sealTokens } from '../../commands/connections/connectionTokens.ts';
import type { OpeningHours } from '../../contracts/openingHours.ts';
import { row, rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { control, type TokenAnswer } from './sandboxControl.ts';

/** A project with a number of WhatsApp at the sandbox, to which customers write. */
export interface BenchShop {
  projectId: string;
  /** The business account that has the number. */
  handle: string;
  /** As the platform's webhooks and calls name the number. */
  account: string;
}

/** What customers of a benchmark ask: the shop's knowledge answers it. */
export const question = 'What are your opening hours?';
const answer = ['Opening hours', 'We are open from nine to six, from Monday to Saturday.'];

/** Opens a shop; `mode` says who answers there: its assistant, or people alone. */
export async function openBenchShop(options: {
  sandboxUrl: string;
  encryptionKey: string;
  number: number;
  mode: 'automatic' | 'off';
  openingHours?: OpeningHours;
}): Promise<BenchShop> {
  const { sandboxUrl, encryptionKey, number, mode, openingHours } = options;
  const id = String(100_000_000_000_000 + number);
  const name = `Bench ${number}`;
  await control(sandboxUrl, '/accounts', { platform: 'whatsapp', id, handle: id, name, postsPerWeek: 0.01 });
  const grant = (await control(sandboxUrl, '/tokens', {
    platform: 'whatsapp',
    accountId: id,
  })) as TokenAnswer;
  const account = await firstNumber(sandboxUrl, id, grant.access_token);

  const person = await row<{ id: string }>(
    `insert into users (username, email) values ($1, $1 || '@example.com') returning id`,
    [`shop${number}`],
  );
  const project = await row<{ id: string }>(`insert into projects (name) values ($1) returning id`, [name]);
  const projectId = project?.id ?? '';
  const connectionId = crypto.randomUUID();
  const sealed = sealTokens(createVault(encryptionKey), connectionId, {
    accessToken: grant.access_token,
    refreshToken: null,
    expiresAt: null,
    refreshExpiresAt: null,
  });
  await rows(
    `insert into social_media_connections (id, project_id, user_id, platform, external_id, username, display_name,
       access_token_encrypted) values ($1, $2, $3, 'whatsapp', $4, $5, $5, $6) returning 1 as written`,
    [connectionId, projectId, person?.id, account, name, sealed.accessTokenEncrypted],
  );
  await rows(
    `insert into assistant_settings (project_id, mode, opening_hours, tokens_a_day)
     values ($1, $2, $3::jsonb, 1000000000) returning 1 as written`,
    [projectId, mode, openingHours ? JSON.stringify(openingHours) : null],
  );
  await rows(
    `insert into knowledge_documents (project_id, kind, title, content, locale) values ($1, 'document', $2, $3, 'en')
     returning 1 as written`,
    [projectId, ...answer],
  );
  return { projectId, handle: id, account };
}

/** The phone number's id, as the platform tells it. */
async function firstNumber(sandboxUrl: string, id: string, token: string): Promise<string> {
  const answered = await fetch(`${sandboxUrl}/whatsapp/graph/v23.0/${id}/phone_numbers`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { data } = (await answered.json()) as { data?: { id: string }[] };
  const [first] = data ?? [];
  if (!first) throw new Error(`the account ${id} has no number`);
  return first.id;
}
