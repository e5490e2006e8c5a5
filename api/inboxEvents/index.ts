import { dismissEvents, replayEvents } from '../../commands/inbox/eventQueue.ts';
import {
  Dismissed,
  DismissInboxEvents,
  InboxEventPage,
  InboxEventQuery,
  Replayed,
  ReplayInboxEvents,
} from '../../contracts/webhooks.ts';
import { findInboxEvents } from '../../db/inboxEvents.ts';
import { accepted, endpoint, ok, type Endpoint } from '../endpoint.ts';
import { pagedBody, pageOf } from '../paging.ts';

const path = '/api/admin/inbox-events';

const list = endpoint({
  method: 'GET',
  path,
  summary: 'Updates that platforms sent, of all projects, newest first',
  tag: 'Administration',
  access: 'admin',
  query: InboxEventQuery,
  answers: { 200: InboxEventPage },
  async handle({ query, services }) {
    const page = pageOf(query);
    const { state = null, channel = null, account_id: accountId = null } = query;
    const { count, events } = await findInboxEvents({ state, channel, accountId, ...page });
    const results = events.map((event) => ({
      ...event,
      received_at: event.received_at.toISOString(),
      processed_at: event.processed_at?.toISOString() ?? null,
    }));
    return ok(pagedBody({ publicUrl: services.config.PUBLIC_URL, path, query, page, total: count, results }));
  },
});

const replay = endpoint({
  method: 'POST',
  path: `${path}/replay`,
  summary: 'Have updates tried again that were ignored or quarantined: by their ids, or all of a kind',
  tag: 'Administration',
  access: 'admin',
  body: ReplayInboxEvents,
  answers: { 202: Replayed },
  async handle({ body }) {
    return accepted({ replayed: await replayEvents(body) });
  },
});

const dismiss = endpoint({
  method: 'POST',
  path: `${path}/dismiss`,
  summary: 'Have quarantined updates count as ignored: by their ids, or all of a channel, or all',
  tag: 'Administration',
  access: 'admin',
  body: DismissInboxEvents,
  answers: { 200: Dismissed },
  async handle({ body }) {
    return ok({ dismissed: await dismissEvents(body) });
  },
});

/** What platforms sent, for administrators: what was put aside can be seen, tried again, and dismissed. */
export const inboxEvents: Endpoint[] = [list, replay, dismiss];
