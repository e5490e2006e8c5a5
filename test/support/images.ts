import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { ApiClient, Json } from './apiClient.ts';
import { eventually } from './eventually.ts';

/** A prompt that no other image of the tests has: the sandbox's calls and faults are found by it. */
export const aPrompt = (subject = 'a lighthouse') => `${subject} ${randomUUID()}`;

/** Orders an image; returns what the API answered. */
export async function orderImage(client: ApiClient, prompt = aPrompt()): Promise<Json> {
  const { status, body } = await client.post('/api/images/generate', { prompt });
  expect({ status, body }).toMatchObject({ status: 202 });
  return body;
}

/** The image, once it is pending no more. */
export const settledImage = (client: ApiClient, id: number): Promise<Json> =>
  eventually(async () => {
    const { body } = await client.get(`/api/images/${id}`);
    expect(body.status).not.toBe('pending');
    return body;
  });
