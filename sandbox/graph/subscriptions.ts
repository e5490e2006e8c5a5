import type { Call, OpenEndpoint } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { isVerified } from '../social/messaging/handshake.ts';
import { listWebhooks, removeWebhook, setWebhook } from '../social/messaging/webhooks.ts';
import { authenticatedApp } from './debugToken.ts';
import { parametersOf, requiredParameter } from './parameters.ts';
import { GraphRefused } from './refusal.ts';
import { idOf } from './request.ts';

const path = '/graph/:version/:id/subscriptions';

/** The app whose token the call carries, which must be the one that it is about. */
function ownApp(call: Call): string {
  const app = authenticatedApp(call);
  if (app !== idOf(call)) throw new Refused('forbidden', 'The app is another one.');
  return app;
}

function messagingOf({ platform }: Call) {
  if (!platform.messaging) throw new Refused('not_found', 'There is nothing to subscribe to.');
  return platform.messaging;
}

/** The names of a list that must be there and known. @throws {Refused} */
export function namedFields(text: string, known: readonly string[]): string[] {
  const fields = text.split(',').filter(Boolean);
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown === undefined && fields.length > 0) return fields;
  const message = `Param fields[0] must be one of {${known.join(', ')}} - got "${unknown ?? ''}".`;
  throw new GraphRefused({ code: 100, message });
}

/** https://developers.facebook.com/docs/graph-api/reference/application/subscriptions */
export const subscriptions: OpenEndpoint[] = [
  {
    method: 'POST',
    path,
    async handle(call) {
      const app = ownApp(call);
      const messaging = messagingOf(call);
      const parameters = parametersOf(call);
      if (requiredParameter(parameters, 'object') !== messaging.object) {
        throw new GraphRefused({ code: 100, message: `Param object must be one of {${messaging.object}}` });
      }
      const callbackUrl = requiredParameter(parameters, 'callback_url');
      const verifyToken = requiredParameter(parameters, 'verify_token');
      const fields = namedFields(requiredParameter(parameters, 'fields'), messaging.fields);
      if (!(await isVerified(callbackUrl, verifyToken))) {
        const message = '(#2200) Callback verification failed: the response does not match the challenge.';
        throw new GraphRefused({ code: 2200, message });
      }
      setWebhook(call.store, call.platform.name, { app, callbackUrl, verifyToken, fields });
      call.ctx.body = { success: true };
    },
  },
  {
    method: 'GET',
    path,
    handle(call) {
      const app = ownApp(call);
      const { object } = messagingOf(call);
      const found = listWebhooks(call.store, call.platform.name).filter((webhook) => webhook.app === app);
      call.ctx.body = {
        data: found.map(({ callbackUrl, fields }) => ({
          ...{ object, callback_url: callbackUrl, active: true },
          fields: fields.map((name) => ({ name, version: 'v23.0' })),
        })),
      };
    },
  },
  {
    method: 'DELETE',
    path,
    handle(call) {
      removeWebhook(call.store, call.platform.name, ownApp(call));
      call.ctx.body = { success: true };
    },
  },
];
