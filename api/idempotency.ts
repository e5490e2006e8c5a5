import { createHmac } from 'node:crypto';
import { Refusal } from '../contracts/refusal.ts';
import { transaction } from '../db/connection.ts';
import { findKeptAnswer, keepAnswer, takeIdempotencyKey, type KeptAnswer } from '../db/idempotency.ts';
import type { Answer, Endpoint } from './endpoint.ts';

export interface KeyedRequest {
  endpoint: Endpoint;
  /** The header's value. */
  key: string;
  /** Whose key it is: a project, or an address before sign-in. */
  owner: string;
  /** What the fingerprint is made with: the content may hold a password, and its plain hash could be guessed. */
  secret: string;
  /** All that makes the request what it is: the path's parameters, the query, the body, a file. */
  content: unknown;
}

/**
 * Does `work` once for a key: the key commits with the work, so that neither can exist without the other. A repeat
 * gets the kept answer; one that comes while the first still runs waits for it.
 * @throws {Refusal} 422 when the key came with another request, 409 when the answer held a secret and was not kept.
 */
export async function once(request: KeyedRequest, work: () => Promise<Answer>): Promise<Answer> {
  const { endpoint, key } = request;
  const { scope, fingerprint } = read(request);
  return transaction(async () => {
    const kept = await takeIdempotencyKey(scope, key, fingerprint);
    if (kept) return replay(kept, fingerprint);
    const answer = await work();
    if (endpoint.idempotent !== 'secret') await keepAnswer(scope, key, answer.status, answer.body);
    return answer;
  });
}

/** What a request was answered whose work is done; null when it is still to do. @throws {Refusal} as `once` does */
export async function findAnswer(request: KeyedRequest): Promise<Answer | null> {
  const { scope, fingerprint } = read(request);
  const kept = await findKeptAnswer(scope, request.key);
  return kept ? replay(kept, fingerprint) : null;
}

function read({ endpoint, key, owner, secret, content }: KeyedRequest) {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new Refusal('invalid', 'invalid_idempotency_key');
  return {
    scope: `${endpoint.method} ${endpoint.path} ${owner}`,
    fingerprint: createHmac('sha256', secret).update(JSON.stringify(content)).digest(),
  };
}

function replay(kept: KeptAnswer, fingerprint: Buffer): Answer {
  if (!kept.fingerprint.equals(fingerprint)) throw new Refusal('unprocessable', 'idempotency_key_reused');
  if (kept.status === null) throw new Refusal('conflict', 'idempotency_secret');
  return { status: kept.status, body: kept.body, headers: { 'Idempotency-Replayed': 'true' } };
}
