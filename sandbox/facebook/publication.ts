import { parametersOf } from '../graph/parameters.ts';
import type { Account } from '../social/accounts.ts';
import type { Call } from '../social/platform.ts';
import { newNumber } from '../social/publishing/handles.ts';
import { newestPublications, publish, type NewPublication } from '../social/publishing/publications.ts';
import { refusal } from './publishingErrors.ts';

/** What a page publishes: at once, or from a draft. */
export type PagePost = Pick<NewPublication, 'text' | 'kind' | 'media' | 'details'>;

/** Characters of a post's text, or a video's description. */
export const longestMessage = 63_206;

/** The id of a post that is new; a draft keeps its own when it is shown. */
export const newPostId = (page: Account): string => `${page.id}_122${newNumber(12)}`;

/** Whether a call asks for a post that is seen at once. */
export const isPublished = (call: Call): boolean =>
  !['false', '0'].includes(parametersOf(call).get('published') ?? '');

/** Shows a post on its page. @throws {Refused} when the same words were the page's last ones. */
export function publishOnPage(call: Call, page: Account, post: PagePost, id: string, processingMs = 0): void {
  const [last] = newestPublications(call.store, { platform: 'facebook', account: page.id, now: call.now }, 1);
  if (post.kind === 'text' && last?.kind === 'text' && last.text === post.text) throw refusal('duplicate');
  publish(call, { ...post, account: page, listed: true, processingMs }, () => id);
}
