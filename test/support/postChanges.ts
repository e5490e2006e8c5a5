import type { Json } from './apiClient.ts';
import type { Publisher } from './publishing.ts';

/** What people do to a post that is there. */
export interface PostChanges {
  patch: (id: number, change: object) => ReturnType<Publisher['client']['patch']>;
  /** An action of the post, or none of them. */
  post: (id: number, action: string, body?: object) => ReturnType<Publisher['client']['post']>;
  /** What its timeline tells, oldest first. */
  kindsOf: (id: number) => Promise<string[]>;
}

export const pathOf = (id: number, action = '') => `/api/scheduler/posts/${id}/${action}`;

/** The changes of whoever is the shop at that moment. */
export const changesBy = (shop: () => Publisher): PostChanges => ({
  patch: (id, change) => shop().client.patch(pathOf(id), change),
  post: (id, action, body) => shop().client.post(pathOf(id, action), body),
  async kindsOf(id) {
    const { body } = await shop().client.get(pathOf(id, 'timeline'));
    return body.events.map(({ kind }: Json) => kind);
  },
});

/** The answer to a change that the post's state does not allow. */
export const conflict = (code: string, state: string) => ({
  status: 409,
  body: { code, details: { state: [state] } },
});
