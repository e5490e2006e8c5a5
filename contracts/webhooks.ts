import { z } from 'zod';
import { Instant, PageQuery, pageOf, Uuid } from './common.ts';

/** https://developers.facebook.com/docs/graph-api/webhooks/getting-started: the verification request. */
export const ChallengeQuery = z.object({
  'hub.mode': z.string().optional(),
  'hub.verify_token': z.string().optional(),
  'hub.challenge': z.string().max(1000).optional(),
});

export const Challenge = z.string().meta({ id: 'WebhookChallenge', description: 'hub.challenge as it came' });

export const Received = z
  .object({ received: z.int().meta({ description: 'how many updates the body held' }) })
  .meta({ id: 'WebhookReceived' });

const EventState = z.enum(['new', 'processed', 'ignored', 'quarantined']);
const EventChannel = z.enum(['instagram', 'whatsapp', 'widget', 'client_bot']);

export const InboxEventQuery = PageQuery.extend({
  state: EventState.optional(),
  channel: EventChannel.optional(),
  account_id: z.string().max(200).optional(),
});

export const InboxEventPage = pageOf(
  z
    .object({
      id: z.string(),
      channel: z.string(),
      account_id: z.string().nullable(),
      event_key: z.string(),
      state: EventState,
      problem: z.string().nullable(),
      attempts: z.int(),
      payload: z.string().meta({ description: 'the update as it came, its first 4,000 characters' }),
      payload_length: z.int(),
      project_id: Uuid.nullable(),
      conversation_id: Uuid.nullable(),
      received_at: Instant,
      processed_at: Instant.nullable(),
    })
    .meta({ id: 'InboxEvent' }),
).meta({ id: 'InboxEventPage' });

const EventIds = z
  .array(z.string().regex(/^[1-9]\d{0,17}$/, { error: 'not_an_id' }))
  .min(1)
  .max(1000);

export const ReplayInboxEvents = z
  .strictObject({
    ids: EventIds.optional(),
    state: z.enum(['ignored', 'quarantined']).optional(),
    channel: EventChannel.optional(),
  })
  .meta({ id: 'ReplayInboxEvents' });

export const Replayed = z.object({ replayed: z.int() }).meta({ id: 'InboxEventsReplayed' });

export const DismissInboxEvents = z
  .strictObject({ ids: EventIds.optional(), channel: EventChannel.optional() })
  .meta({ id: 'DismissInboxEvents' });

export const Dismissed = z.object({ dismissed: z.int() }).meta({ id: 'InboxEventsDismissed' });
