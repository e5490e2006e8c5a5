import { isOpen } from '../../contracts/openingHours.ts';
import { WidgetConfig, WidgetConfigParams } from '../../contracts/widgets.ts';
import { notFound } from '../../contracts/refusal.ts';
import { fieldsOf } from '../../commands/widgets/saveWidget.ts';
import { findWidget } from '../../db/widgets.ts';
import { endpoint, ok } from '../endpoint.ts';

/** What a page needs to show the widget. */
export const config = endpoint({
  method: 'GET',
  path: '/api/web-widget/config/{widget_id}',
  summary: 'How a chat widget looks',
  tag: 'Web widget',
  access: 'public',
  params: WidgetConfigParams,
  answers: { 200: WidgetConfig },
  async handle({ params }) {
    const widget = await findWidget(params.widget_id);
    if (!widget) throw notFound('widget');
    const { name, primary_color, logo_url, welcome_message, enabled, welcome_messages, languages } =
      fieldsOf(widget);
    return ok(
      {
        widget_id: widget.id,
        organization_id: widget.projectId,
        ...{ name, primary_color, logo_url, welcome_message, enabled, welcome_messages, languages },
        is_open: isOpen(widget.openingHours, new Date()),
      },
      { 'Cache-Control': 'public, max-age=60' },
    );
  },
});
