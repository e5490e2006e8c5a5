import type { NodeFields } from '../graph/fields.ts';
import { noObject } from '../graph/request.ts';
import { numberOf, type Account } from '../social/accounts.ts';
import { daySeconds } from '../social/clock.ts';
import { avatarUrl } from '../social/pictures.ts';
import { tokenOfCall } from '../social/bearer.ts';
import { latestGrant } from '../social/grants.ts';
import type { AccountCall, Call } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { statisticsAt } from '../social/statistics.ts';
import { findToken, issueToken, type Token } from '../social/tokens.ts';

/** The pages of a person, each with figures of its own; a person's first is the biggest. */
export function pagesOf(person: Account): Account[] {
  const names = (person.details.pages ?? person.name).split(',').map((name) => name.trim());
  return names.map((name, index) => {
    const id = `10${numberOf(`page ${person.id} ${name}`)}000`;
    const handle = name
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z0-9]+/g, '');
    const followers = Math.round(person.followers / (index + 1));
    return { ...person, id, name, handle, followers, number: numberOf(`facebook ${id}`) };
  });
}

/**
 * The pages that a person lets the app into: those of their last consent, whichever a token came of.
 * https://developers.facebook.com/docs/permissions/overview/
 */
export function grantedPages({
  store,
  account,
  token,
}: Pick<AccountCall, 'store' | 'account' | 'token'>): Account[] {
  const { parameters } = latestGrant(store, token.grant) ?? token.grant;
  const chosen = parameters.pages?.split(',');
  return pagesOf(account).filter(({ id }) => !chosen || chosen.includes(id));
}

/** The page with that id (`me`: the token's own). @throws {Refused} when the token does not open it, or no more. */
export function pageWithId(call: AccountCall, id: string): Account {
  const { subject } = call.token;
  const wanted = id === 'me' ? subject : id;
  const page = grantedPages(call).find((each) => each.id === wanted);
  // Unconfirmed: that a page's own token is told so once its person left the page out.
  if (!page && subject !== null && subject === wanted)
    throw new Refused(
      'missing_scope',
      "This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content Access' feature.",
    );
  if (!page || (subject !== null && subject !== page.id)) throw noObject(id);
  return page;
}

/** What only the page itself may read: a person's token is refused. */
export function ownPage(call: AccountCall, id: string): Account {
  const page = pageWithId(call, id);
  if (call.token.subject === null) {
    throw new Refused('unknown_token', 'This method must be called with a Page Access Token');
  }
  return page;
}

/** The page that a path names, as its id: for the ledger, before it is known whether the caller may. */
export function pageIdIn(call: Call, id: string): string {
  if (id !== 'me') return id;
  const token = tokenOfCall(call);
  return (token && findToken(call.store, 'facebook', token)?.subject) ?? id;
}

/** A person's first token lives for hours; a longer one is long-lived. */
export const shortLifetimeSeconds = 2 * 3600;
export const longLifetimeSeconds = 60 * daySeconds;

/**
 * A page's own token, which lives as long as the person's that it came of: for ever when that is long-lived.
 * https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
 */
function pageToken({ store, now, token }: AccountCall, page: Account): string {
  return issueToken(store, token.grant, {
    ...{ kind: 'access', prefix: 'EAA', subject: page.id },
    lifetimeSeconds: isLongLived(token) ? null : ((token.expiresAt ?? now) - now) / 1000,
  });
}

const isLongLived = ({ createdAt, expiresAt }: Token): boolean =>
  expiresAt === null || expiresAt - createdAt > shortLifetimeSeconds * 1000;

/** A page as a node. */
interface PageNode {
  id: string;
  page: Account;
  call: AccountCall;
}

const followers = ({ page, call }: PageNode): number => statisticsAt(page, call.now).followers;

/** https://developers.facebook.com/docs/graph-api/reference/page */
export const pageFields: NodeFields<PageNode> = {
  name: ({ page }) => page.name,
  username: ({ page }) => page.handle,
  link: ({ page }) => `https://www.facebook.com/${page.handle}`,
  about: ({ page }) => page.biography || undefined,
  category: () => 'Shopping & retail',
  verification_status: ({ page }) => (page.verified ? 'blue_verified' : 'not_verified'),
  picture: ({ call }) => ({
    data: { height: 50, width: 50, is_silhouette: false, url: avatarUrl(call.origin, call.account) },
  }),
  followers_count: followers,
  fan_count: (node) => Math.round(followers(node) * 0.96),
  tasks: () => ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'],
  access_token: ({ page, call }) => pageToken(call, page),
};
