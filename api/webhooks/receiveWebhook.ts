import { createHash, timingSafeEqual } from 'node:crypto';
import { quarantineBody, storeEventsTogether } from '../../commands/inbox/storeEvents.ts';
import { Challenge, ChallengeQuery, Received } from '../../contracts/webhooks.ts';
import { forbidden, Refusal, unauthenticated } from '../../contracts/refusal.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import { endpoint, ok, type Endpoint } from '../endpoint.ts';
import type { Services } from '../services.ts';

/** Meta sends at most 3 MiB; escaped text may be longer than it says. */
const maximumBytes = 8 * 1024 * 1024;

/** What a platform's webhook is: the question whether the address is ours, and the updates. */
export const webhookOf = (platformId: string, name: string): Endpoint[] => [
  endpoint({
    method: 'GET',
    path: `/api/${platformId}/webhook`,
    summary: `Tell ${name} that this address is ours`,
    tag: name,
    access: 'public',
    limit: 'none',
    query: ChallengeQuery,
    answerTypes: ['text/plain'],
    answers: { 200: Challenge },
    refuses: [403],
    async handle({ query, services }) {
      const { verifyToken } = registeredOf(services, platformId).settings;
      const { 'hub.mode': mode, 'hub.verify_token': token = '', 'hub.challenge': challenge } = query;
      if (mode !== 'subscribe' || challenge === undefined || !verifyToken || !isSame(token, verifyToken))
        throw forbidden('wrong_verify_token');
      return ok(challenge, { 'Content-Type': 'text/plain; charset=utf-8' });
    },
  }),
  endpoint({
    method: 'POST',
    path: `/api/${platformId}/webhook`,
    summary: `Receive updates of ${name}, signed by it`,
    tag: name,
    access: 'public',
    limit: 'none',
    rawBody: maximumBytes,
    answers: { 200: Received },
    refuses: [401],
    /** Whatever was answered 200 is stored. Nothing is understood here further than it takes to tell updates apart. */
    async handle({ rawBody = Buffer.alloc(0), header, services }) {
      const { platform, settings } = registeredOf(services, platformId);
      const webhooks = platform.messages?.webhooks;
      const headers = { 'x-hub-signature-256': header('x-hub-signature-256') };
      if (!webhooks?.verify(rawBody, headers, settings.webhookSecrets))
        throw unauthenticated('wrong_signature');
      const items = webhooks.split(rawBody);
      await storing(services, () =>
        items ? storeEventsTogether(platformId, items) : quarantineBody(platformId, rawBody),
      );
      return ok({ received: items?.length ?? 0 });
    },
  }),
];

function registeredOf({ platforms }: Services, platformId: string): RegisteredPlatform {
  const registered = platforms.find(platformId);
  if (!registered) throw new Error(`there is no platform "${platformId}"`);
  return registered;
}

/** Whatever keeps an update from being stored: the platform sends it again when it hears 503. */
async function storing({ log }: Services, store: () => Promise<void>): Promise<void> {
  try {
    await store();
  } catch (error) {
    log.error({ reason: (error as Error).message }, 'updates of a webhook could not be stored');
    throw new Refusal('unavailable', 'events_not_stored', { retryAfterSeconds: 5 });
  }
}

/** In a time that tells nothing of how much is right. */
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));

const digest = (text: string) => createHash('sha256').update(text).digest();
