import type { AccountCall } from './credentials.ts';

/** A reply as the platform shows it. */
export interface CommentReply {
  id: string;
  text: string;
  /** The name of whoever wrote it. */
  author: string;
  writtenAt: Date;
}

/** How a platform has comments answered. Each throws the four failures of errors.ts. */
export interface Commenting {
  /** Writes a reply below a comment, by one request; its id. */
  reply(call: AccountCall, commentId: string, text: string): Promise<string>;
  /** All replies below a comment. Whoever proves by them that one is not there must have them all. */
  replies(call: AccountCall, commentId: string): Promise<CommentReply[]>;
  /** All comments directly below a post of ours. Who proves by them that one is not there must have them all. */
  comments(call: AccountCall, postId: string): Promise<CommentReply[]>;
  /** How long after it was written a reply may not be shown yet, in ms. */
  visibleWithinMs: number;
}
