import type { TopPostRow } from '../../db/postFigures.ts';

/** A post as it leaves: its time as text. */
export const presentPost = (post: TopPostRow) => ({ ...post, published_at: post.published_at.toISOString() });
