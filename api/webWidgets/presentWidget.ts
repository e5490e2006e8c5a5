import type { z } from 'zod';
import { fieldsOf } from '../../commands/widgets/saveWidget.ts';
import type { WidgetAnswer } from '../../contracts/widgets.ts';
import type { WidgetRow } from '../../db/widgets.ts';
import { embedCode } from '../webWidget/embedCode.ts';

/** A widget as its project sees it. */
export const presentWidget = (widget: WidgetRow, publicUrl: string): z.input<typeof WidgetAnswer> => ({
  id: widget.id,
  ...fieldsOf(widget),
  has_webhook_secret: widget.webhookSecretEncrypted !== null,
  embed_code: embedCode(publicUrl, widget.id),
  demo_url: `${publicUrl}/api/web-widget/static/widget.html?widget_id=${widget.id}`,
  created_at: widget.createdAt.toISOString(),
  updated_at: widget.updatedAt.toISOString(),
});
