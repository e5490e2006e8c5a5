import type Router from '@koa/router';
import { z } from 'zod';
import type { Store } from '../../store.ts';
import { listAccounts } from '../accounts.ts';
import { answerControl, WrongControl } from '../answerControl.ts';
import { defaultApp, findApp } from '../apps.ts';
import type { Platform } from '../platform.ts';
import { ledgerQuery } from '../publishing/control.ts';
import { listDeliveries } from './deliveries.ts';
import { isVerified } from './handshake.ts';
import { findInbox } from './inboxes.ts';
import { InboundOrder, receive } from './inbound.ts';
import { Knobs, turnKnobs } from './knobs.ts';
import { messagesOf } from './messages.ts';
import type { PlatformMessaging } from './messaging.ts';
import { findPerson } from './people.ts';
import { listSends } from './sends.ts';
import { listWebhooks, setWebhook, subscribe, subscriptionsOf, waitingUpdates } from './webhooks.ts';

const NewWebhook = z.strictObject({
  platform: z.string(),
  callbackUrl: z.url(),
  verifyToken: z.string().min(1),
  app: z.string().optional(),
  fields: z.array(z.string()).optional(),
  /** Whose news it hears at once; of all accounts of the platform, when left out. */
  accounts: z.array(z.string()).optional(),
});
const Turn = z.looseObject({ platform: z.string() });
const Inbounds = z.union([InboundOrder, z.array(InboundOrder).min(1).max(1000)]);

const personNamed = (query: URLSearchParams): string => (query.get('person') ?? '').replace(/^\+/, '');

/** What tests and people tell the platforms' messaging, and ask it. Documented in sandbox/README.md. */
export function mountMessagingControl(router: Router, store: Store, platforms: Platform[]): void {
  const known = (name: string): Platform & { messaging: PlatformMessaging } => {
    const platform = platforms.find((each) => each.name === name);
    if (!platform?.messaging) throw new WrongControl(`there is no platform "${name}" with messages`);
    return { ...platform, messaging: platform.messaging };
  };

  router.post('/control/webhooks', (ctx) =>
    answerControl(ctx, NewWebhook, async (order) => {
      const platform = known(order.platform);
      const app = order.app ?? defaultApp(platform.name).clientId;
      if (!findApp(store, platform.name, app)) throw new WrongControl(`there is no app "${app}"`);
      const { callbackUrl, verifyToken } = order;
      if (!(await isVerified(callbackUrl, verifyToken))) {
        throw new WrongControl(`${callbackUrl} did not answer the challenge`);
      }
      const fields = order.fields ?? [...platform.messaging.fields];
      setWebhook(store, platform.name, { app, callbackUrl, verifyToken, fields });
      const accounts = order.accounts ?? listAccounts(store, platform.name).map(({ id }) => id);
      for (const account of accounts) subscribe(store, { platform: platform.name, app, account, fields });
      return { app, callbackUrl, fields, accounts };
    }),
  );
  router.get('/control/webhooks', (ctx) => {
    ctx.body = platforms.flatMap(({ name, messaging }) =>
      messaging ? listWebhooks(store, name).map((webhook) => ({ platform: name, ...webhook })) : [],
    );
  });
  router.get('/control/subscriptions', (ctx) => {
    const { platform, account } = ledgerQuery(ctx.querystring);
    ctx.body = subscriptionsOf(store, platform, account);
  });
  router.post('/control/messaging', (ctx) =>
    answerControl(ctx, Turn, ({ platform, ...order }) => {
      const knobs = Knobs.safeParse(order);
      if (!knobs.success) throw new WrongControl(z.prettifyError(knobs.error));
      turnKnobs(store, known(platform).name, knobs.data);
      return knobs.data;
    }),
  );
  router.post('/control/inbound', (ctx) =>
    answerControl(ctx, Inbounds, async (order) => {
      const origin = `${ctx.protocol}://${ctx.host}`;
      const messageIds: string[] = [];
      for (const each of [order].flat()) {
        messageIds.push(await receive(store, known(each.platform), each, origin));
      }
      return { messageId: messageIds[0], messageIds };
    }),
  );
  router.get('/control/messages', (ctx) => {
    ctx.body = listSends(store, ledgerQuery(ctx.querystring));
  });
  router.get('/control/deliveries', (ctx) => {
    const { platform, since } = ledgerQuery(ctx.querystring);
    ctx.body = {
      waiting: waitingUpdates(store, platform),
      deliveries: listDeliveries(store, platform, since),
    };
  });
  router.get('/control/chat', (ctx) => {
    const query = new URLSearchParams(ctx.querystring);
    const platform = platforms.find(({ name }) => name === query.get('platform'));
    const inbox = platform && findInbox(store, platform, query.get('account') ?? '');
    const person = platform && inbox && findPerson(store, platform.name, inbox.id, personNamed(query));
    ctx.body = person
      ? messagesOf(store, platform.name, { inbox: inbox.id, person: person.id, limit: 1000 }).toReversed()
      : [];
  });
}
