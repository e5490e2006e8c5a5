import { rows } from '../../db/query.ts';
import type { PublicationSubject } from '../../db/publications.ts';
import { RateLimited, Unavailable } from '../../platforms/errors.ts';
import type { Accounts } from './account.ts';

/**
 * Writes the first comment under a published post. It has no way back into publishing, and is written at most once:
 * what may have been written is not written again.
 */
export function createCommenting({ accounts }: { accounts: Accounts }) {
  return async function comment(subject: PublicationSubject): Promise<void> {
    if (subject.state !== 'published' || !subject.firstComment || !subject.platformPostId) return;
    try {
      const { platform, call } = await accounts.open(subject);
      const id = await platform.publish.comment?.(call, subject.platformPostId, subject.firstComment);
      if (id === undefined) return await settle(subject, 'failed', 'not_supported');
      await settle(subject, 'done', null, id);
    } catch (error) {
      // Surely not written: Temporal repeats it, for some minutes.
      if (error instanceof RateLimited || (error instanceof Unavailable && error.outcome === 'not sent'))
        throw error;
      await settle(subject, 'failed', error instanceof Error ? error.name : 'unexpected');
    }
  };
}

/** Ends the wait for a comment that could not be written in time. */
export const abandonComment = (subject: PublicationSubject): Promise<void> =>
  settle(subject, 'failed', 'unavailable');

async function settle(
  { id }: PublicationSubject,
  state: 'done' | 'failed',
  code: string | null,
  commentId: string | null = null,
): Promise<void> {
  await rows(
    `with settled as (
       update publications set first_comment_state = $2, first_comment_id = $3
       where id = $1 and first_comment_state = 'due' returning id, post_id)
     insert into post_events (post_id, publication_id, kind, code)
     select post_id, id, case when $2 = 'done' then 'commented' else 'commentFailed' end, $4 from settled
     returning 1 as told`,
    [id, state, commentId, code],
  );
}
