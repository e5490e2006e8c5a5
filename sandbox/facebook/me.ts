import { parseFields, selectFields, type NodeFields } from '../graph/fields.ts';
import { avatarUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { revokeAccount } from '../social/grants.ts';
import { Refused } from '../social/refused.ts';
import { grantedPages, pageFields } from './pages.ts';

interface PersonNode {
  id: string;
  call: AccountCall;
}

/** https://developers.facebook.com/docs/graph-api/reference/user */
const personFields: NodeFields<PersonNode> = {
  name: ({ call }) => call.account.name,
  picture: ({ call }) => ({ data: { is_silhouette: false, url: avatarUrl(call.origin, call.account) } }),
};

/** The person whose token it is. */
export const presentPerson = (call: AccountCall): object =>
  selectFields({ id: call.account.id, call }, parseFields(call.query.get('fields') ?? ''), {
    ...{ type: 'User', known: personFields, defaults: ['name'] },
  });

/** @throws {Refused} when it is a page's token: a page has no accounts and no permissions. */
function expectPerson({ token }: AccountCall, edge: string): void {
  if (token.subject === null) return;
  throw new Refused('invalid_parameter', `Tried accessing nonexisting field (${edge}) on node type (Page)`);
}

/** https://developers.facebook.com/docs/graph-api/reference/user/accounts */
export const pageList: Endpoint = {
  method: 'GET',
  path: '/graph/:version/me/accounts',
  scopes: ['pages_show_list'],
  handle(call) {
    expectPerson(call, 'accounts');
    const asked = parseFields(call.query.get('fields') ?? '');
    const defaults = ['access_token', 'category', 'name', 'tasks'];
    const limit = Math.min(100, Number(call.query.get('limit') ?? 25) || 25);
    const cursor = call.query.get('after');
    const pages = grantedPages(call);
    const start = cursor === null ? 0 : pages.findIndex(({ id }) => id === readCursor(cursor)) + 1;
    const shown = pages.slice(start, start + limit);
    const data = shown.map((page) =>
      selectFields({ id: page.id, page, call }, asked, { type: 'Page', known: pageFields, defaults }),
    );
    call.ctx.body = {
      data,
      ...pagingOf(
        call,
        shown.map(({ id }) => id),
        start + limit < pages.length,
      ),
    };
  },
};

const cursorOf = (id: string): string => Buffer.from(id).toString('base64url');
const readCursor = (cursor: string): string => Buffer.from(cursor, 'base64url').toString();

function pagingOf({ ctx, query, origin }: AccountCall, ids: string[], more: boolean): object {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return {};
  const cursors = { before: cursorOf(first), after: cursorOf(last) };
  const next = new URLSearchParams({ ...Object.fromEntries(query), after: cursors.after });
  return { paging: { cursors, ...(more && { next: `${origin}${ctx.path}?${next.toString()}` }) } };
}

/** https://developers.facebook.com/docs/graph-api/reference/user/permissions */
export const permissions: Endpoint = {
  method: 'GET',
  path: '/graph/:version/me/permissions',
  handle(call) {
    expectPerson(call, 'permissions');
    const asked = (call.token.grant.parameters.scope ?? call.scopes.join(',')).split(',').filter(Boolean);
    const data = asked.map((permission) => ({
      permission,
      status: call.scopes.includes(permission) ? 'granted' : 'declined',
    }));
    call.ctx.body = { data };
  },
};

/**
 * Takes everything back that the person allowed the app: all their tokens end, those of their pages too.
 * https://developers.facebook.com/docs/facebook-login/guides/permissions/request-revoke
 */
export const revokePermissions: Endpoint = {
  method: 'DELETE',
  path: '/graph/:version/me/permissions',
  handle(call) {
    expectPerson(call, 'permissions');
    revokeAccount(call.store, call.platform.name, call.account.id);
    call.ctx.body = { success: true };
  },
};
