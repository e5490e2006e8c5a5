import { EventsHeaders, EventsQuery, EventStream } from '../../contracts/widgets.ts';
import { unauthenticated } from '../../contracts/refusal.ts';
import { findVisitorConversation, findVisitorMessages } from '../../db/widgets.ts';
import { endpoint, noContent, ok } from '../endpoint.ts';
import { eventStream, eventStreamHeaders, type ServerEvent } from '../live/eventStream.ts';
import { admitPage, admitVisitor } from './admitVisitor.ts';
import { presentWidgetMessage } from './presentWidgetMessage.ts';

/** So many of a long conversation are shown to a visitor who comes anew. */
const latest = 200;

/**
 * The visitor's conversation as a stream: what there is since Last-Event-ID, then what comes. The id of an event is the
 * message's sequence, which is given under the conversation's lock: none becomes visible behind a later one.
 */
export const events = endpoint({
  method: 'GET',
  path: '/api/web-widget/events',
  summary: "Listen to a visitor's conversation; 204 before its first message",
  tag: 'Web widget',
  access: 'public',
  query: EventsQuery,
  headers: EventsHeaders,
  answers: { 200: EventStream, 204: null },
  answerTypes: ['text/event-stream'],
  refuses: [401, 403, 404],
  async handle(request) {
    const { query, header, services, address } = request;
    const widget = await admitPage(request, query.widget_id);
    const token = header('x-visitor-token');
    if (!token) throw unauthenticated('invalid_visitor_token');
    const { visitorId } = admitVisitor(request, widget.id, token);
    const conversationId = await findVisitorConversation(widget.id, visitorId);
    if (!conversationId) return noContent();

    const ended = services.visitorLimits.openStream(visitorId, address);
    let last = readEventId(header('last-event-id'));
    const read = async (): Promise<ServerEvent[]> => {
      const found = await findVisitorMessages(conversationId, last, latest);
      last = found.at(-1)?.sequence ?? last;
      return found.map((message) => ({
        id: message.sequence,
        event: 'message',
        data: presentWidgetMessage(message, services),
      }));
    };
    const topic = `conversation/${conversationId}`;
    return ok(eventStream({ live: services.live, topic, read, ended }), eventStreamHeaders);
  },
});

const readEventId = (given: string | undefined) => (given && /^\d{1,18}$/.test(given) ? given : '0');
