import type { ApiAnswer, Json } from '../support/apiClient.ts';

/** What the API answered. @throws when it refused */
export async function answer(asked: Promise<ApiAnswer>): Promise<Json> {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(`refused with ${status}: ${JSON.stringify(body)}`);
  return body;
}
