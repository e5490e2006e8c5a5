import { z } from 'zod';

/**
 * What something that happened in a project was about. A post's event covers its publications, a conversation's its
 * messages, a plan's its runs.
 */
export const EventKind = z.enum(['post', 'plan', 'image', 'connection', 'conversation', 'project']);
export type EventKind = z.infer<typeof EventKind>;

/** The data of an event `changed`: read again what you show of it. */
export const ChangeEvent = z
  .object({
    kind: EventKind,
    id: z.string().meta({ description: 'of the post, image, connection, conversation, plan or project' }),
  })
  .meta({ id: 'ChangeEvent' });
export type ChangeEvent = z.infer<typeof ChangeEvent>;

/** text/event-stream. */
export const EventStreamText = z.string().meta({
  description:
    'Events `ready` (once all that was missed is told), `changed` ({kind, id}), and `reset`: what Last-Event-ID names ' +
    'is too long ago, so read everything again.',
});
