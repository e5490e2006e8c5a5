import type { SandboxPost } from '../social/posts.ts';

/** What is kept of a submission beside its text and its files. */
export interface SubmissionDetails extends Record<string, unknown> {
  subreddit: string;
  kind: 'self' | 'link' | 'image';
  title: string;
  selftext: string;
  /** Of a link. */
  link?: string;
}

/** A post's full name: its number in base 36, from which it can be read again. */
export const fullNameOf = (number: string): string => `t3_${BigInt(number).toString(36)}`;

export function numberOfLink(fullName: string): string {
  let number = 0n;
  for (const digit of fullName.slice(3)) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  return number.toString();
}

/** What the account is told to have submitted itself are pictures and videos on its profile. */
export const detailsOf = ({ text, publication }: SandboxPost, handle: string): SubmissionDetails =>
  publication
    ? (publication.details as SubmissionDetails)
    : { subreddit: `u_${handle}`, kind: 'image', title: text, selftext: '' };

/** The path of a submission's page. */
export function pathOf(fullName: string, { subreddit, title }: SubmissionDetails): string {
  const slug =
    title
      .toLowerCase()
      .match(/[a-z\d]+/g)
      ?.slice(0, 6)
      .join('_') ?? '_';
  const place = subreddit.startsWith('u_') ? `user/${subreddit.slice(2)}` : `r/${subreddit}`;
  return `/${place}/comments/${fullName.slice(3)}/${slug}/`;
}
