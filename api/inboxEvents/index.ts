import { replayEvents } from '../../commands/inbox/eventQueue.ts';
import { InboxEventPage, InboxEventQuery, Replayed, ReplayInboxEvents } from '../../contracts/webhooks.ts';
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

/** What platforms sent, for administrators: what was put aside can be seen, and tried again. */
export const inboxEvents: Endpoint[] = [list, replay];
