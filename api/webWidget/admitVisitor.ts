import { readVisitor, type VisitorPass } from '../../commands/widgets/visitorTokens.ts';
import { forbidden, notFound, unauthenticated } from '../../contracts/refusal.ts';
import { findWidget, type WidgetRow } from '../../db/widgets.ts';
import type { Services } from '../services.ts';

interface PageRequest {
  header: (name: string) => string | undefined;
  services: Services;
}

/**
 * The widget that a page chats by. Browsers say from which origin a page asks: one that the shop did not name is
 * refused. What asks without an origin is no page of another site.
 * @throws {Refusal} not_found, also for a widget that is switched off; origin_not_allowed
 */
export async function admitPage({ header, services }: PageRequest, widgetId: string): Promise<WidgetRow> {
  const widget = await findWidget(widgetId);
  if (!widget?.enabled) throw notFound('widget');
  const origin = header('origin');
  const allowed = [...widget.allowedOrigins, new URL(services.config.PUBLIC_URL).origin];
  if (origin !== undefined && !allowed.includes(origin)) throw forbidden('origin_not_allowed');
  return widget;
}

/** The visitor who holds this token. @throws {Refusal} invalid_visitor_token */
export function admitVisitor({ services }: PageRequest, widgetId: string, token: string): VisitorPass {
  const visitor = readVisitor(services.config.JWT_SECRET ?? '', widgetId, token);
  if (!visitor) throw unauthenticated('invalid_visitor_token');
  return visitor;
}
