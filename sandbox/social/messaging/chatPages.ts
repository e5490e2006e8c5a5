import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import { framedPolicy, show } from '../../pages/show.ts';
import { readBody } from '../../readBody.ts';
import type { Store } from '../../store.ts';
import { WrongControl } from '../answerControl.ts';
import type { Platform } from '../platform.ts';
import { chatPath, conversationPage, customersPage, messagesPage } from './chatView.ts';
import { findInbox } from './inboxes.ts';
import { InboundOrder, receive } from './inbound.ts';
import { messagesOf } from './messages.ts';
import type { Inbox, PlatformMessaging } from './messaging.ts';
import { findPerson, keepPerson, listPeople } from './people.ts';
import { subscriptionsOf } from './webhooks.ts';

const messagesShown = 200;

/** Seconds after which the frame looks again. */
const renewedAfter = 2;

interface Found {
  platform: Platform & { messaging: PlatformMessaging };
  inbox: Inbox;
  person: string;
}

/** The pages where a person chats as a customer. */
export function mountChats(router: Router, store: Store, platforms: Platform[]): void {
  const found = ({ params }: RouterContext): Found | null => {
    const platform = platforms.find(({ name }) => name === params.platform);
    const inbox = platform && findInbox(store, platform, params.inbox ?? '');
    if (!platform?.messaging || !inbox) return null;
    return { platform: { ...platform, messaging: platform.messaging }, inbox, person: params.person ?? '' };
  };
  const nameOf = ({ platform, inbox, person }: Found) =>
    findPerson(store, platform.name, inbox.id, person)?.name ?? person;

  router.get('/chat/:platform/:inbox', (ctx) => {
    const chat = found(ctx);
    if (!chat) return;
    const { platform, inbox } = chat;
    show(ctx, customersPage(platform, inbox, listPeople(store, platform.name, inbox.id)));
  });
  router.post('/chat/:platform/:inbox', async (ctx) => {
    const chat = found(ctx);
    if (!chat) return;
    const form = new URLSearchParams(await readBody(ctx));
    ctx.redirect(await begin(store, chat, form));
  });
  router.get('/chat/:platform/:inbox/:person', (ctx) => {
    const chat = found(ctx);
    if (!chat) return;
    const { platform, inbox, person } = chat;
    const isHeard = subscriptionsOf(store, platform.name, inbox.account.id).length > 0;
    show(ctx, conversationPage(platform, inbox, { id: person, name: nameOf(chat) }, isHeard));
  });
  router.get('/chat/:platform/:inbox/:person/messages', (ctx) => {
    const chat = found(ctx);
    if (!chat) return;
    const { platform, inbox, person } = chat;
    const messages = messagesOf(store, platform.name, { inbox: inbox.id, person, limit: messagesShown });
    ctx.set('refresh', String(renewedAfter));
    show(ctx, messagesPage(messages), framedPolicy);
  });
  router.post('/chat/:platform/:inbox/:person', async (ctx) => {
    const chat = found(ctx);
    if (!chat) return;
    const { platform, inbox, person } = chat;
    const form = Object.fromEntries(new URLSearchParams(await readBody(ctx)));
    const written = { ...form, platform: platform.name, account: inbox.id, from: person };
    const order = InboundOrder.safeParse(written);
    if (!order.success) {
      ctx.status = 400;
      return;
    }
    const isEmpty = order.data.type === 'text' && order.data.text.trim() === '';
    if (!isEmpty) await receive(store, platform, order.data, originOf(ctx));
    ctx.redirect(chatPath(platform.name, inbox.id, person));
  });
}

/** Where files are served: by the number, for a name such as localhost is another address to whoever trusts the sandbox's. */
const originOf = (ctx: RouterContext): string =>
  `${ctx.protocol}://${ctx.host.replace(/^localhost(?=:|$)/, '127.0.0.1')}`;

/** Makes somebody a customer, who has not written yet. Returns where they chat. */
async function begin(store: Store, { platform, inbox }: Found, form: URLSearchParams): Promise<string> {
  const name = form.get('name')?.trim() ?? '';
  try {
    const { id, userId } = platform.messaging.personOf(form.get('from')?.trim() ?? '');
    const known = findPerson(store, platform.name, inbox.id, id);
    keepPerson(store, platform.name, inbox.id, {
      ...(known ?? { id, userId, username: null, hidesNumber: false, wroteAt: null }),
      name: name || (known?.name ?? id),
    });
    return chatPath(platform.name, inbox.id, id);
  } catch (error) {
    if (!(error instanceof WrongControl)) throw error;
    return chatPath(platform.name, inbox.id);
  }
}
