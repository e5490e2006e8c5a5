import { draftOf, isThere, newDraft, type Draft, type Post } from './draft.ts';

/**
 * Another one with the contents of a post that is there, without pictures that were deleted: for the account of one of
 * its targets, or for all. Of a post that is published at some of them only, those are left out: nothing is to stand
 * there twice unless somebody chooses it.
 */
export function copyOf(post: Post, zone: string, targetId?: string): Draft {
  const unpublished = post.targets.filter(({ state }) => state !== 'published');
  const targets =
    targetId !== undefined
      ? post.targets.filter(({ id }) => id === targetId)
      : unpublished.length > 0
        ? unpublished
        : post.targets;
  const draft = draftOf({ ...post, targets }, zone);
  const { at, isTimeChosen } = newDraft(zone, undefined);
  return { ...draft, media: draft.media.filter(isThere), at, isTimeChosen };
}
