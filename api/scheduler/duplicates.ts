import { findDuplicates } from '../../db/composition.ts';
import type { AskedPost } from './askedPost.ts';
import type { ComposedTarget, Finding } from './composition.ts';

/** Posts with the same text, by the account that has them: within 30 days, or to come. */
export async function duplicatesOf(
  projectId: string,
  { caption, hashtags }: AskedPost,
  targets: ComposedTarget[],
): Promise<Map<string, number>> {
  const texts = targets.flatMap((target) =>
    target.account && target.text !== ''
      ? [{ connectionId: target.account.id, caption: target.caption ?? caption, hashtags }]
      : [],
  );
  const found = await findDuplicates(projectId, texts);
  return new Map(found.map(({ connectionId, postId }) => [connectionId, postId]));
}

/** What is said of the targets that have such a post. Posts without words are no repetition of each other. */
export const duplicateFindings = (duplicates: Map<string, number>, targets: ComposedTarget[]): Finding[] =>
  targets.flatMap(({ account, text }, target) => {
    const post = text === '' ? undefined : duplicates.get(account?.id ?? '');
    return post === undefined
      ? []
      : [{ field: 'caption', code: 'duplicate_post', parameters: { post }, target }];
  });
