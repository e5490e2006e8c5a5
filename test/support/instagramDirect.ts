import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { rows } from '../../db/query.ts';
import { createDiskStorage } from '../../media/diskStorage.ts';
import type { Json } from './apiClient.ts';
import { shownIn, textOf, wholeDatabase } from './clearText.ts';
import { aPicture } from './mediaServer.ts';
import { aPublisher, publishedAt, startPublishingStack } from './publishing.ts';

/** An account of Instagram that nobody connected, with a token of it. */
export interface DirectAccount {
  access_token: string;
  page_id: string;
}

/** A shop that calls Instagram with tokens of its requests. */
export type InstagramDirect = Awaited<ReturnType<typeof startInstagramDirect>>;

export async function startInstagramDirect() {
  const stack = await startPublishingStack();
  const shop = await aPublisher(stack);
  shop.client = shop.client.with({ 'accept-language': 'en' });
  const tokens: string[] = [];

  /** Puts a file where anybody can fetch it; its address. */
  async function aPublicFile(name: string, bytes: Buffer): Promise<string> {
    await createDiskStorage(stack.api.config.MEDIA_DIR).put(`images/${name}`, bytes);
    return `${stack.api.config.PUBLIC_URL}/media/images/${name}`;
  }

  return {
    stack,
    shop,
    /** Every token that was given: none may show anywhere. */
    tokens,
    aPublicFile,
    /** A picture that the API itself gives out: it stands for one of the public Internet. */
    image_url: await aPublicFile('picture.png', await aPicture(640, 640, 'png')),

    async anAccount(scopes?: string[]): Promise<DirectAccount> {
      const id = `ig${randomUUID().slice(0, 8)}`;
      const details = { callLimit: '100000' };
      const order = { platform: 'instagram', id, handle: id, name: `Shop ${id}`, details };
      await stack.sandbox.control('accounts', order);
      const grant = { platform: 'instagram', accountId: id, ...(scopes && { scopes }) };
      const { access_token } = await stack.sandbox.control('tokens', grant);
      tokens.push(access_token);
      return { access_token, page_id: id };
    },

    post: (path: string, body: object, key?: string) =>
      shop.client.post(`/api/instagram/${path}`, body, key ? { headers: { 'idempotency-key': key } } : {}),
    at: ({ page_id }: DirectAccount) => publishedAt(stack, 'instagram', page_id),

    /** What a customer writes below a post; its id. */
    async comment(postId: string, { access_token }: DirectAccount): Promise<string> {
      const address = `${stack.sandbox.url}/instagram/graph/v23.0/${postId}/comments`;
      const form = new URLSearchParams({ message: 'Nice!', access_token });
      return ((await (await fetch(address, { method: 'POST', body: form })).json()) as Json).id;
    },
    async repliesTo({ access_token }: DirectAccount, comment: string): Promise<Json[]> {
      const query = new URLSearchParams({ fields: 'id,text', access_token }).toString();
      const answer = await fetch(`${stack.sandbox.url}/instagram/graph/v23.0/${comment}/replies?${query}`);
      return ((await answer.json()) as Json).data;
    },

    async expectNoTokenInClear(): Promise<void> {
      expect(shownIn(await wholeDatabase(), tokens)).toEqual([]);
      expect(shownIn(stack.worker.output, tokens)).toEqual([]);
      for await (const { workflowId, runId } of stack.temporal.workflow.list()) {
        const history = await stack.temporal.workflow.getHandle(workflowId, runId).fetchHistory();
        expect({ workflowId, shown: shownIn(textOf(history), tokens) }).toEqual({ workflowId, shown: [] });
      }
    },
  };
}

/** What is left of the tokens that were given. */
export const keptTokens = () =>
  rows(
    `select state from publications where token_encrypted is not null
     union all select state from comment_replies where token_encrypted is not null`,
  );
