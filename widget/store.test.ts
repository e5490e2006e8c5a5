import { expect, test } from '@jest/globals';
import { openStore } from './store.ts';

const refuse = () => {
  throw new Error('QuotaExceededError');
};

test('where the browser keeps nothing, it lasts as long as the page', () => {
  for (const storage of [null, { getItem: refuse, setItem: refuse }]) {
    const store = openStore('w', storage);
    store.change({ token: 't' });
    store.change({ seen: '3' });
    expect(store.read()).toEqual({ token: 't', hasConversation: false, seen: '3', pending: [] });
  }
});

test('what cannot be understood is as if it were not there', () => {
  const store = openStore('w', { getItem: () => '{', setItem: () => {} });
  expect(store.read()).toMatchObject({ token: null, pending: [] });
});
