import type { Store } from '../../store.ts';
import type { Call } from '../platform.ts';

/** What was written below a post. */
export interface Comment {
  id: string;
  /** The platform's id of the post. */
  postId: string;
  /** The comment that it answers. */
  parentId: string | null;
  /** The account's name as readers see it. */
  author: string;
  text: string;
  /** By the sandbox's clock. */
  createdAt: number;
}

interface CommentRow {
  id: string;
  post_id: string;
  parent_id: string | null;
  author: string;
  text: string;
  created_at: number;
}

const commentOf = ({ id, post_id, parent_id, author, text, created_at }: CommentRow): Comment => ({
  ...{ id, author, text },
  postId: post_id,
  parentId: parent_id,
  createdAt: created_at,
});

/** Keeps a comment; `id` is the platform's. */
export function addComment(
  { store, platform, now }: { store: Store; platform: { name: string }; now: number },
  comment: Omit<Comment, 'createdAt'>,
): Comment {
  const { id, postId, parentId, author, text } = comment;
  store.run(
    'insert into social_comments (platform, id, post_id, parent_id, author, text, created_at) values (?, ?, ?, ?, ?, ?, ?)',
    ...[platform.name, id, postId, parentId, author, text, now],
  );
  return { ...comment, createdAt: now };
}

export function findComment({ store, platform }: Call, id: string): Comment | null {
  const row = store.all<CommentRow>(
    'select * from social_comments where platform = ? and id = ?',
    ...[platform.name, id],
  )[0];
  return row ? commentOf(row) : null;
}

/** The comments of a post and their answers, oldest first. */
export const listComments = (store: Store, platform: string, postId: string): Comment[] =>
  store
    .all<CommentRow>(
      'select * from social_comments where platform = ? and post_id = ? order by sequence',
      ...[platform, postId],
    )
    .map(commentOf);

/** Every comment below the posts of a platform, oldest first. */
export const listAllComments = (store: Store, platform: string): Comment[] =>
  store
    .all<CommentRow>('select * from social_comments where platform = ? order by sequence', platform)
    .map(commentOf);
