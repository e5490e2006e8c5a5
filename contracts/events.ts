import { z } from 'zod';

/**
 * What something that happened in a project was about. A post's event covers its publications, a conversation's its
 * messages, a plan's its runs, the assistant's its settings, what it knows and saved replies, a project's its members,
 * invitations and keys.
 */
export const EventKind = z.enum([
  'post',
  'plan',
  'image',
  'connection',
  'conversation',
  'assistant',
  'widget',
  'project',
]);
export type EventKind = z.infer<typeof EventKind>;

/** The data of an event `changed`: read again what you show of it. */
export const ChangeEvent = z
  .object({
    kind: EventKind,
    id: z.string().meta({
      description:
        'of the post, image, connection, conversation, plan, widget or project; of the assistant whatever changed',
    }),
  })
  .meta({ id: 'ChangeEvent' });
export type ChangeEvent = z.infer<typeof ChangeEvent>;

/** text/event-stream. */
export const EventStreamText = z.string().meta({
  description:
    'Events `ready` (once all that was missed is told), `changed` ({kind, id}), and `reset`: what Last-Event-ID names ' +
    'is too long ago, so read everything again.',
});
