import type { Account } from '../social/accounts.ts';
import { FormRefused } from './refusal.ts';

type Kind = 'self' | 'link' | 'image';

/** The communities of the sandbox, and what can be submitted to them; beside these everybody has a profile. */
const subreddits: Record<string, Kind[]> = {
  test: ['self', 'link', 'image'],
  ceramics: ['self', 'link', 'image'],
  woodworking: ['self', 'link', 'image'],
  pics: ['image'],
  news: ['link'],
  askpotters: ['self'],
  // Only its moderators post there.
  announcements: [],
};

/** Codes: github.com/reddit-archive/reddit, r2/lib/errors.py; the words of today's are seen, and unconfirmed. */
const closedTo: Record<Kind, [code: string, message: string]> = {
  self: ['NO_SELFS', "This community doesn't allow text posts"],
  link: ['NO_LINKS', "This community doesn't allow link posts"],
  image: ['NO_IMAGES', "This community doesn't allow image posts"],
};

/** The subreddit that a form names, as it is spelled. @throws {FormRefused} when the account may not submit this there. */
export function readSubreddit(name: string, kind: Kind, account: Account): string {
  const subreddit = name.trim().toLowerCase();
  if (!subreddit) throw new FormRefused(['SUBREDDIT_REQUIRED', 'you must specify a subreddit', 'sr']);
  if (subreddit === `u_${account.handle}`.toLowerCase()) return `u_${account.handle}`;
  const kinds = subreddit.startsWith('u_') ? [] : subreddits[subreddit];
  if (!kinds) {
    const message = "Hmm, that community doesn't exist. Try checking the spelling.";
    throw new FormRefused(['SUBREDDIT_NOEXIST', message, 'sr']);
  }
  if (kinds.length === 0) {
    throw new FormRefused(['SUBREDDIT_NOTALLOWED', "You aren't allowed to post there.", 'sr']);
  }
  if (!kinds.includes(kind)) throw new FormRefused([...closedTo[kind], 'sr']);
  return subreddit;
}
