import { expect, test } from '@jest/globals';
import { Refusal } from '../contracts/refusal.ts';
import { needVersion, versionOf } from './versions.ts';

const post = { caption: 'Winter', scheduled_time: '2026-12-01T10:00:00.000Z', media: [{ image: 1 }] };

function fieldsOf(read: string, members: object): string[] {
  try {
    needVersion(read, { ...members });
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return Object.keys(error.extra.fields ?? {});
  }
}

test('what is as it was read may be changed, and so may anything by who has read nothing', () => {
  expect(fieldsOf(versionOf(post), { ...post })).toEqual([]);
  expect(() => needVersion(undefined, post)).not.toThrow();
});

test('a refusal names what changed meanwhile, and nothing else', () => {
  const changed = { ...post, caption: 'Spring', media: [] };
  expect(fieldsOf(versionOf(post), changed)).toEqual(['caption', 'media']);
  expect(fieldsOf('', post)).toEqual(['caption', 'scheduled_time', 'media']);
});
