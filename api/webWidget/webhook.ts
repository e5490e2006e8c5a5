import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { settleVisitorStatus, takeVisitorMessage } from '../../commands/widgets/takeVisitorMessage.ts';
import { widgetSecretIdentity } from '../../commands/widgets/saveWidget.ts';
import { WidgetEvents, type WidgetEvent } from '../../contracts/widgets.ts';
import { Uuid } from '../../contracts/common.ts';
import { Received } from '../../contracts/webhooks.ts';
import { Refusal, unauthenticated } from '../../contracts/refusal.ts';
import { findWidget, type WidgetRow } from '../../db/widgets.ts';
import { endpoint, ok } from '../endpoint.ts';
import { parseJson } from '../parseJson.ts';
import type { Services } from '../services.ts';
import { validate } from '../validation.ts';

const maximumBytes = 1024 * 1024;

/**
 * Where a site with a chat of its own passes on what happens in it. Repeats are known by the ids of messages, and a status
 * only ever goes on, so that a body may come any number of times.
 */
export const webhook = endpoint({
  method: 'POST',
  path: '/api/web-widget/webhook',
  summary:
    "Take messages and statuses of a site's own chat: X-Widget-Signature-256 is sha256= and the HMAC-SHA256 of the raw " +
    "body by the widget's webhook secret, in hexadecimal",
  tag: 'Web widget',
  access: 'public',
  rawBody: maximumBytes,
  answers: { 200: Received },
  refuses: [400, 401],
  async handle({ rawBody = Buffer.alloc(0), header, locale, services }) {
    const widget = await findSigner(rawBody, header('x-widget-signature-256') ?? '', services);
    const { events } = validate(WidgetEvents, parseJson(rawBody.toString('utf8')), locale);
    for (const event of events) await take(widget, event);
    return ok({ received: events.length });
  },
});

/** The widget that the body names and whose secret signed it. @throws {Refusal} wrong_widget_signature */
async function findSigner(rawBody: Buffer, signature: string, { vault }: Services): Promise<WidgetRow> {
  const claimed = readClaim(rawBody);
  const widget = claimed && (await findWidget(claimed));
  const sealed = widget && widget.webhookSecretEncrypted;
  if (!sealed) throw unauthenticated('wrong_widget_signature');
  const secret = vault.open(sealed, widgetSecretIdentity(widget.id));
  const expected = createHmac('sha256', secret).update(rawBody).digest();
  const given = Buffer.from(/^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1] ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw unauthenticated('wrong_widget_signature');
  return widget;
}

const Claim = z.object({ widget_id: Uuid });

/** Before the signature holds nothing of the body is believed but whose it claims to be. */
function readClaim(rawBody: Buffer): string | undefined {
  try {
    return Claim.safeParse(parseJson(rawBody.toString('utf8'))).data?.widget_id;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

async function take(widget: WidgetRow, event: WidgetEvent): Promise<void> {
  if (event.type === 'status') {
    await settleVisitorStatus(widget, event.message_id, event.status);
    return;
  }
  const now = new Date().toISOString();
  await takeVisitorMessage(widget, {
    visitorId: event.visitor_id,
    text: event.message,
    clientMessageId: event.id,
    at: new Date(Math.min(Date.parse(event.created_at ?? now), Date.parse(now))),
    ...event.visitor_info,
  });
}
