import { expect, test } from '@jest/globals';
import { copyOf } from './copyOf.ts';
import type { Post } from './draft.ts';

type Target = Post['targets'][number];

/** A post as the API shows it, as far as a copy reads it. */
const post = (...targets: Partial<Target>[]) =>
  ({
    caption: 'Winter',
    hashtags: '',
    placement: 'feed',
    media: [
      { kind: 'image', image: 1, video: null, url: null, alt_text: null },
      { kind: 'image', image: null, video: null, url: null, alt_text: null },
    ],
    targets: targets.map((target) => ({ caption: null, first_comment: null, options: {}, ...target })),
    scheduled_time: '2020-12-01T10:00:00Z',
    late_policy: { action: 'ask', minutes: 360 },
  }) as unknown as Post;

const live = { id: 'a', connection_id: 'instagram', state: 'published', first_comment: 'More' } as const;
const refused = { id: 'b', connection_id: 'x', state: 'rejected', caption: 'Short' } as const;
const accountsOf = (...parameters: [Post, string, string?]) =>
  copyOf(...parameters).targets.map(({ connectionId }) => connectionId);

test('a copy for one target goes to its account alone, with what is its own there', () => {
  const copy = copyOf(post(live, refused), 'Europe/Paris', 'b');
  expect(copy.targets).toMatchObject([{ connectionId: 'x', caption: 'Short' }]);
  expect(copy.firstComment).toBe('');
  expect(accountsOf(post(live, refused), 'Europe/Paris', 'a')).toEqual(['instagram']);
});

test('of a post that is published at some of its accounts only, those are left out', () => {
  expect(accountsOf(post(live, refused), 'Europe/Paris')).toEqual(['x']);
  expect(accountsOf(post(live), 'Europe/Paris')).toEqual(['instagram']);
  expect(accountsOf(post(refused, { ...refused, connection_id: 'y' }), 'Europe/Paris')).toEqual(['x', 'y']);
});

test('a copy has neither the time nor pictures that were deleted', () => {
  const copy = copyOf(post(live), 'Europe/Paris');
  expect(copy).toMatchObject({ isTimeChosen: false, media: [{ image: 1 }] });
  expect(copy.at > '2020-12-01').toBe(true);
});
