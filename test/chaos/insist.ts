import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient, Json } from '../support/apiClient.ts';
import { isUnanswered } from './sandboxControl.ts';

const askAgainMs = 300;

/** Asks until there is an answer, with one key; `isRepeat`: it was asked before, and may have been done then. */
export async function insist(
  client: ApiClient,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Json; isRepeat: boolean }> {
  const headers = { 'idempotency-key': randomUUID() };
  for (let isRepeat = false; ; isRepeat = true) {
    try {
      const answer = await client.call(method, path, { body, headers });
      if (answer.status < 500) return { ...answer, isRepeat };
    } catch (error) {
      // The API is away.
      if (!isUnanswered(error)) throw error;
    }
    await pause(askAgainMs);
  }
}
