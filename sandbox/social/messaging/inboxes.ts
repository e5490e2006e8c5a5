import type { Store } from '../../store.ts';
import { findAccount, listAccounts, type Account } from '../accounts.ts';
import type { Platform } from '../platform.ts';
import type { Inbox } from './messaging.ts';

/** The inbox that is named: by its own id, or by its account's, whose first one it is; null when there is none. */
export function findInbox(store: Store, { name, messaging }: Platform, id: string): Inbox | null {
  if (!messaging) return null;
  const account = findAccount(store, name, id);
  const inboxesOf = (each: Account) => messaging.inboxesOf(each);
  if (account) return inboxesOf(account)[0] ?? null;
  return (
    listAccounts(store, name)
      .flatMap(inboxesOf)
      .find((inbox) => inbox.id === id) ?? null
  );
}
