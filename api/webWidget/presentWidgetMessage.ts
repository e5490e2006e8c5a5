import type { WidgetMessage } from '../../contracts/widgets.ts';
import type { VisitorMessageRow } from '../../db/widgets.ts';
import { signMediaLink } from '../../media/mediaLinks.ts';
import type { Services } from '../services.ts';

const writers = { customer: 'visitor', agent: 'agent', ai: 'assistant', system: 'system' } as const;

/** A message as the visitor sees it: nobody's name, no state, nothing of what stands behind an answer. */
export function presentWidgetMessage(message: VisitorMessageRow, { config }: Services): WidgetMessage {
  const { JWT_SECRET: secret = '', PUBLIC_URL: publicUrl } = config;
  const isThere = message.unsentAt === null;
  return {
    id: message.id,
    from: writers[message.author],
    content: isThere ? message.content : '',
    created_at: message.sentAt.toISOString(),
    client_message_id: message.author === 'customer' ? message.externalId : null,
    attachments: (isThere ? message.attachments : []).flatMap(({ key, name }) =>
      key ? [{ url: signMediaLink(secret, publicUrl, key, new Date()), name }] : [],
    ),
  };
}
