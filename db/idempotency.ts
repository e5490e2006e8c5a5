import { row } from './query.ts';

export interface KeptAnswer {
  fingerprint: Buffer;
  status: number | null;
  body: unknown;
}

/**
 * Takes a key for 24 hours, inside the transaction of the work it stands for: with the work it commits, or is free
 * again. Waits while another transaction holds the key. Returns null when it is ours, else what was kept under it.
 */
export async function takeIdempotencyKey(
  scope: string,
  key: string,
  fingerprint: Buffer,
): Promise<KeptAnswer | null> {
  const taken = await row(
    `insert into idempotency_keys (scope, key, fingerprint) values ($1, $2, $3)
     on conflict (scope, key) do update
       set fingerprint = excluded.fingerprint, status = null, body = null, created_at = now()
       where idempotency_keys.created_at < now() - interval '24 hours'
     returning 1 as taken`,
    [scope, key, fingerprint],
  );
  if (taken) return null;
  const kept = await row<KeptAnswer>(
    `select fingerprint, status, body from idempotency_keys where scope = $1 and key = $2`,
    [scope, key],
  );
  return kept ?? null;
}

/** What is kept under a key; null when it is free, or taken by work that has not committed. */
export const findKeptAnswer = async (scope: string, key: string): Promise<KeptAnswer | null> =>
  (await row<KeptAnswer>(
    `select fingerprint, status, body from idempotency_keys
     where scope = $1 and key = $2 and created_at >= now() - interval '24 hours'`,
    [scope, key],
  )) ?? null;

/** Keeps the answer, to be given again to whoever repeats the request. */
export async function keepAnswer(scope: string, key: string, status: number, body: unknown): Promise<void> {
  await row(
    `update idempotency_keys set status = $3, body = $4::jsonb where scope = $1 and key = $2 returning 1 as kept`,
    [scope, key, status, JSON.stringify(body)],
  );
}
