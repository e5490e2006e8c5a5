import { RateLimited } from './errors.ts';
import type { RecentPost } from './platform.ts';

/** The calls were used up in the middle of an account's posts: `posts` are those that were read. */
export class PostsCutShort extends RateLimited {
  override name = 'PostsCutShort';
  readonly posts: RecentPost[];

  constructor({ message, retryAfterMs, scope }: RateLimited, posts: RecentPost[]) {
    super(message, retryAfterMs, scope);
    this.posts = posts;
  }
}
