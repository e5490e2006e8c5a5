import type { CommentReply } from '../platforms/commenting.ts';
import { evidenceFrom } from '../platforms/evidence.ts';

interface SoughtComment {
  author: string;
  text: string;
  /** Since when it may stand there. */
  since: Date;
  /** Others of ours, which prove nothing about it. */
  known?: ReadonlySet<string>;
}

/** The comment that an unanswered request wrote, among those that the platform shows. */
export const findOwnComment = (
  shown: CommentReply[],
  { author, text, since, known }: SoughtComment,
): CommentReply | undefined =>
  shown.find(
    (each) =>
      each.author === author &&
      each.text.trim() === text.trim() &&
      each.writtenAt >= evidenceFrom(since) &&
      !known?.has(each.id),
  );
