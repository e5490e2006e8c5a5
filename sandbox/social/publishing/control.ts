import type Router from '@koa/router';
import type { Store } from '../../store.ts';
import { listAllComments } from './comments.ts';
import { listPublications } from './publications.ts';
import { listRequests, type LedgerQuery } from './requests.ts';

/** What of a ledger a query asks for. */
export function ledgerQuery(querystring: string): LedgerQuery {
  const query = new URLSearchParams(querystring);
  const since = Number(query.get('since') ?? 0);
  return {
    platform: query.get('platform') ?? '',
    account: query.get('account') ?? '',
    since: Number.isFinite(since) ? since : 0,
  };
}

/** The ledger: what could have published, and what was published. */
export function mountLedger(router: Router, store: Store): void {
  router.get('/control/requests', (ctx) => {
    ctx.body = listRequests(store, ledgerQuery(ctx.querystring));
  });
  router.get('/control/posts', (ctx) => {
    ctx.body = listPublications(store, ledgerQuery(ctx.querystring));
  });
  router.get('/control/comments', (ctx) => {
    ctx.body = listAllComments(store, ledgerQuery(ctx.querystring).platform);
  });
}
