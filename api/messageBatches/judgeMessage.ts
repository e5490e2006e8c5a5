import { conflict, type Refusal } from '../../contracts/refusal.ts';
import { findLastInbound } from '../../db/batches.ts';
import type { Messaging } from '../../platforms/messaging.ts';
import type { Platform } from '../../platforms/platform.ts';
import { requirePlatform } from '../consent/platforms.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import type { Services } from '../services.ts';
import { InvalidRequest } from '../validation.ts';

/** A platform that talks with customers. @throws {Refusal} platform_not_configured */
export function requireMessaging(services: Services, id: string): Platform & { messages: Messaging } {
  const { platform } = requirePlatform(services, id);
  const { messages } = platform;
  if (!messages) throw new Error(`${id} has no messages`);
  return { ...platform, messages };
}

/** Texts by the field that each stands in. @throws {InvalidRequest} with those that the platform finds too long */
export function refuseLongTexts(
  { name, messages: { text } }: Platform & { messages: Messaging },
  texts: Record<string, string | undefined>,
  locale: Locale,
): void {
  // In bytes, where a character may count for more than one.
  const unit = text.count('é') === 1 ? 'characters' : 'bytes';
  const tooLong = Object.entries(texts).flatMap(([field, given = '']) => {
    const count = text.count(given);
    if (count <= text.maximum) return [];
    const parameters = { platform: name, limit: text.maximum, unit, count };
    return [{ field, text: say(locale, 'message_too_long', parameters) }];
  });
  if (tooLong.length > 0) {
    throw new InvalidRequest(Object.fromEntries(tooLong.map(({ field, text: told }) => [field, [told]])));
  }
}

/** @throws {Refusal} conflict when we know that the customer last wrote too long ago to be written to freely */
export async function refuseLateMessage(
  { id: channel, messages }: Platform & { messages: Messaging },
  projectId: string,
  { accountId, address }: { accountId: string; address: string },
): Promise<void> {
  const wroteAt = await findLastInbound(projectId, { channel, accountId, address });
  const windowMs = messages.windowHours * 60 * 60_000;
  if (wroteAt && Date.now() - wroteAt.getTime() >= windowMs) throw windowOver(messages);
}

/** The customer last wrote too long ago: what may still be sent depends on the platform. */
export const windowOver = ({ templates, windowHours: hours }: Messaging): Refusal =>
  conflict(templates ? 'template_needed' : 'reply_window_over', { hours });
