import type Router from '@koa/router';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { addAccounts, findAccount, listAccounts } from './accounts.ts';
import { answerControl, WrongControl } from './answerControl.ts';
import { defaultApp, registerApp } from './apps.ts';
import { advanceClock, nowOf, readClock, resetClock } from './clock.ts';
import { createGrant, revokeAccount } from './grants.ts';
import type { Platform } from './platform.ts';
import { setHiddenMs } from './publishing/visibility.ts';
import { statisticsAt } from './statistics.ts';
import { forgetSocial } from './tables.ts';
import { issueTokens } from './tokenEndpoint.ts';
import { expireTokens, tokenStates } from './tokens.ts';

const Clock = z.union([
  z.strictObject({ advanceSeconds: z.number().min(0).max(1_000_000_000) }),
  z.strictObject({ reset: z.literal(true) }),
]);
const NewApp = z.strictObject({
  platform: z.string(),
  clientId: z.string().min(1).optional(),
  clientSecret: z.string().min(1).optional(),
  redirectUris: z.array(z.url()).default([]),
});
const Count = z.int().min(0).max(1_000_000_000);
const AddedAccount = z.strictObject({
  platform: z.string(),
  id: z.string().regex(/^[\w.:-]{1,100}$/),
  handle: z.string().min(1),
  name: z.string().min(1),
  biography: z.string().default(''),
  verified: z.boolean().default(false),
  followers: Count.default(1000),
  following: Count.default(100),
  postsPerWeek: z.number().min(0.01).max(100).default(3),
  details: z.record(z.string(), z.string()).default({}),
});
const OneAccount = z.strictObject({ platform: z.string(), accountId: z.string() });
const Expiry = OneAccount.extend({ kind: z.string().default('access') });
const Visibility = z.strictObject({ platform: z.string(), hiddenMs: z.int().min(0).max(3_600_000) });
const TokenOrder = OneAccount.extend({ scopes: z.array(z.string()).optional() });

/** What tests and people tell all social platforms, and ask them. Documented in sandbox/README.md. */
export function mountSocialControl(router: Router, store: Store, platforms: Platform[]): void {
  const known = (name: string): Platform => {
    const platform = platforms.find((each) => each.name === name);
    if (!platform) throw new WrongControl(`there is no platform "${name}"`);
    return platform;
  };
  const existing = (name: string, id: string) => {
    const account = findAccount(store, known(name).name, id);
    if (!account) throw new WrongControl(`${name} has no account "${id}"`);
    return account;
  };
  const accept = <Body>(path: string, schema: z.ZodType<Body>, act: (body: Body) => unknown) =>
    router.post(`/control/${path}`, (ctx) => answerControl(ctx, schema, act));

  router.get('/control/clock', (ctx) => {
    ctx.body = readClock(store);
  });
  accept('clock', Clock, (order) => {
    if ('reset' in order) resetClock(store);
    else advanceClock(store, order.advanceSeconds);
    return readClock(store);
  });
  accept('apps', NewApp, ({ platform, redirectUris, ...app }) => {
    const { clientId, clientSecret } = { ...defaultApp(known(platform).name), ...app };
    registerApp(store, platform, { clientId, clientSecret, redirectUris });
    return { clientId, redirectUris };
  });
  router.get('/control/accounts', (ctx) => {
    const name = new URLSearchParams(ctx.querystring).get('platform');
    const asked = name === null ? platforms : platforms.filter((each) => each.name === name);
    ctx.body = asked
      .flatMap((platform) => listAccounts(store, platform.name))
      .map((account) => ({
        ...account,
        statistics: statisticsAt(account, nowOf(store)),
        tokens: tokenStates(store, account.platform, account.id),
      }));
  });
  accept('accounts', AddedAccount, ({ platform, ...account }) => {
    addAccounts(store, known(platform).name, [account]);
    return { platform, id: account.id };
  });
  accept('revoke', OneAccount, ({ platform, accountId }) => ({
    revoked: revokeAccount(store, platform, existing(platform, accountId).id),
  }));
  accept('expire', Expiry, ({ platform, accountId, kind }) => ({
    expired: expireTokens(store, platform, existing(platform, accountId).id, kind),
  }));
  // What a developer's console calls "generate token": consent without a browser.
  accept('tokens', TokenOrder, ({ platform: name, accountId, scopes }) => {
    const platform = known(name);
    existing(name, accountId);
    const granted = scopes ?? Object.keys(platform.authorization.scopes);
    const { clientId } = defaultApp(name);
    const grant = createGrant(store, {
      platform: name,
      clientId,
      accountId,
      scopes: granted,
      parameters: {},
    });
    return platform.tokens.answer(issueTokens({ store, platform }, grant), 'authorization_code');
  });
  accept('visibility', Visibility, ({ platform, hiddenMs }) => {
    setHiddenMs(store, known(platform).name, hiddenMs);
    return { platform, hiddenMs };
  });
  router.post('/control/reset', (_ctx, next) => {
    forgetSocial(store);
    for (const { name, accounts } of platforms) addAccounts(store, name, accounts);
    return next();
  });
}
