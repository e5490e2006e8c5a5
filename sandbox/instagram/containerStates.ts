import { dayMs } from '../social/clock.ts';
import type { Call } from '../social/platform.ts';
import { changeHandle, findHandle, type Handle } from '../social/publishing/handles.ts';

/** What was prepared and waits to be published. */
export interface ContainerState {
  caption: string;
  kind: 'image' | 'video';
  product: 'FEED' | 'REELS' | 'STORY' | 'ITEM';
  /** SHA-256 of its pictures and videos. */
  media: string[];
  altText: string | null;
  /** When it is ready, by the sandbox's clock. */
  readyAt: number;
  /** Why it never will be. */
  error: string | null;
  published: boolean;
}
export type Container = Handle<ContainerState>;

export const findContainer = (call: Call, id: string): Container | null =>
  findHandle<ContainerState>(call, 'container', id);

export type Status = 'EXPIRED' | 'ERROR' | 'FINISHED' | 'IN_PROGRESS' | 'PUBLISHED';

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-container */
export function statusOf({ state, createdAt }: Container, now: number): Status {
  if (state.published) return 'PUBLISHED';
  if (now >= createdAt + dayMs) return 'EXPIRED';
  if (now < state.readyAt) return 'IN_PROGRESS';
  return state.error === null ? 'FINISHED' : 'ERROR';
}

export const markPublished = (call: Call, { id, state }: Container): void =>
  changeHandle(call, id, { ...state, published: true });
