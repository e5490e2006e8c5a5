import { createHash } from 'node:crypto';
import type { Store } from '../store.ts';
import { nowOf } from './clock.ts';

/** What an account is when it starts; a platform lists a few, control adds more. */
export interface NewAccount {
  id: string;
  /** As it stands after the @. */
  handle: string;
  name: string;
  biography: string;
  verified?: boolean;
  /** When the sandbox first meets it; from then on they grow. */
  followers: number;
  following: number;
  /** How often it posts. */
  postsPerWeek: number;
  /** What else the platform knows of it, such as the id of its page or phone number. */
  details?: Record<string, string>;
}

/** A person's or a company's account at a platform. */
export interface Account extends Required<NewAccount> {
  platform: string;
  /** Ten digits that tell it from any other: where a platform's ids are numbers. */
  number: string;
  /** By the sandbox's clock, in milliseconds. */
  createdAt: number;
}

interface AccountRow {
  platform: string;
  id: string;
  profile: string;
  created_at: number;
}

const accountOf = ({ platform, id, profile, created_at }: AccountRow): Account => ({
  verified: false,
  details: {},
  ...(JSON.parse(profile) as Omit<NewAccount, 'id'>),
  platform,
  id,
  number: numberOf(`${platform} ${id}`),
  createdAt: created_at,
});

/** Ten digits, the first not 0, that a text always gives. */
export const numberOf = (text: string): string =>
  String(1_000_000_000 + (createHash('sha256').update(text).digest().readUIntBE(0, 6) % 9_000_000_000));

/** Adds accounts; one that is there stays as it is. */
export function addAccounts(store: Store, platform: string, accounts: NewAccount[]): void {
  for (const { id, ...profile } of accounts) {
    store.run(
      'insert or ignore into social_accounts (platform, id, profile, created_at) values (?, ?, ?, ?)',
      ...[platform, id, JSON.stringify(profile), nowOf(store)],
    );
  }
}

/** A platform's accounts, those added first at the front. */
export const listAccounts = (store: Store, platform: string): Account[] =>
  store
    .all<AccountRow>('select * from social_accounts where platform = ? order by rowid', platform)
    .map(accountOf);

export function findAccount(store: Store, platform: string, id: string): Account | null {
  const row = store.all<AccountRow>(
    'select * from social_accounts where platform = ? and id = ?',
    ...[platform, id],
  )[0];
  return row ? accountOf(row) : null;
}
