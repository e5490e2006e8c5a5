import type { AccountCall, Endpoint } from '../social/platform.ts';
import { subscribe, subscriptionsOf, unsubscribe } from '../social/messaging/webhooks.ts';
import { idOf, noObject } from './request.ts';

/**
 * The apps that hear of an account, at `/{account}/subscribed_apps`; `fieldsOf` tells what of it a request asks for,
 * `present` how the platform lists an app.
 */
export function subscribedApps(options: {
  scopes: string[];
  isOwn: (call: AccountCall, id: string) => boolean;
  fieldsOf: (call: AccountCall) => string[];
  present: (app: string, fields: string[]) => object;
}): Endpoint[] {
  const { scopes, isOwn, fieldsOf, present } = options;
  const expectOwn = (call: AccountCall) => {
    if (!isOwn(call, idOf(call))) throw noObject(idOf(call));
  };
  const common = { path: '/graph/:version/:id/subscribed_apps', scopes };
  return [
    {
      ...{ ...common, method: 'POST' },
      handle(call) {
        expectOwn(call);
        const { store, platform, account, token } = call;
        const fields = fieldsOf(call);
        subscribe(store, {
          ...{ platform: platform.name, app: token.grant.clientId },
          ...{ account: account.id, fields },
        });
        call.ctx.body = { success: true };
      },
    },
    {
      ...{ ...common, method: 'GET' },
      handle(call) {
        expectOwn(call);
        const { store, platform, account } = call;
        const data = subscriptionsOf(store, platform.name, account.id);
        call.ctx.body = { data: data.map(({ app, fields }) => present(app, fields)) };
      },
    },
    {
      ...{ ...common, method: 'DELETE' },
      handle(call) {
        expectOwn(call);
        const { store, platform, account, token } = call;
        unsubscribe(store, platform.name, token.grant.clientId, account.id);
        call.ctx.body = { success: true };
      },
    },
  ];
}
