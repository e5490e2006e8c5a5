import { administration } from './administration/index.ts';
import { assistant } from './assistant/index.ts';
import { auth } from './auth/index.ts';
import { authV1 } from './authV1/index.ts';
import { browserSession } from './browserSession/index.ts';
import { clients } from './clients/index.ts';
import { connections } from './connections/index.ts';
import { conversations } from './conversations/index.ts';
import type { Endpoint } from './endpoint.ts';
import { messageBatches } from './messageBatches/index.ts';
import { events } from './events/index.ts';
import { inboxEvents } from './inboxEvents/index.ts';
import { images } from './images/index.ts';
import { insights } from './insights/index.ts';
import { instagram } from './instagram/index.ts';
import { orders } from './orders/index.ts';
import { projects } from './projects/index.ts';
import { savedReplies } from './savedReplies/index.ts';
import { scheduler } from './scheduler/index.ts';
import { socialAccounts } from './socialAccounts/index.ts';
import { system } from './system/index.ts';
import { webhooks } from './webhooks/index.ts';
import { whatsapp } from './whatsapp/index.ts';
import { webWidget } from './webWidget/index.ts';
import { webWidgets } from './webWidgets/index.ts';

/** Every endpoint of the API, one line a resource. */
export const endpoints: Endpoint[] = [
  ...system,
  ...auth,
  ...authV1,
  ...browserSession,
  ...projects,
  ...images,
  ...insights,
  ...administration,
  ...socialAccounts,
  ...connections,
  ...scheduler,
  ...instagram,
  ...whatsapp,
  ...messageBatches,
  ...events,
  ...webhooks,
  ...inboxEvents,
  ...conversations,
  ...assistant,
  ...savedReplies,
  ...clients,
  ...orders,
  ...webWidget,
  ...webWidgets,
];
