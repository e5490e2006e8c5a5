import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** A visitor of a widget, with what proves it. */
export interface VisitorPass {
  visitorId: string;
  token: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A visitor whom nobody has seen before. Nothing is written: the token is its own proof, and counts at this widget alone. */
export function newVisitor(secret: string, widgetId: string): VisitorPass {
  const visitorId = randomUUID();
  return { visitorId, token: `${visitorId}.${sign(secret, widgetId, visitorId).toString('base64url')}` };
}

/** The visitor of a token that we made for this widget, else null. */
export function readVisitor(secret: string, widgetId: string, token: string): VisitorPass | null {
  const [visitorId = '', given = ''] = token.split('.');
  if (!uuid.test(visitorId)) return null;
  const expected = sign(secret, widgetId, visitorId);
  const actual = Buffer.from(given, 'base64url');
  const genuine = actual.length === expected.length && timingSafeEqual(actual, expected);
  return genuine ? { visitorId, token } : null;
}

const sign = (secret: string, widgetId: string, visitorId: string) =>
  createHmac('sha256', secret).update(`widget-visitor:${widgetId}:${visitorId}`).digest();
