import { newVisitor } from '../../commands/widgets/visitorTokens.ts';
import { markSeen, takeVisitorMessage } from '../../commands/widgets/takeVisitorMessage.ts';
import {
  SeenRequest,
  Visitor,
  VisitorMessageRequest,
  VisitorMessageTaken,
  VisitorRequest,
} from '../../contracts/widgets.ts';
import { created, endpoint, noContent } from '../endpoint.ts';
import { admitPage, admitVisitor } from './admitVisitor.ts';
import { presentWidgetMessage } from './presentWidgetMessage.ts';

const tag = 'Web widget';

/** Asked for before the first message, so that one whose answer was lost is sent again by the same visitor. */
export const visitors = endpoint({
  method: 'POST',
  path: '/api/web-widget/visitors',
  summary: 'Give a new visitor the key to the conversation that they will have',
  tag,
  access: 'public',
  limit: 'visitor',
  body: VisitorRequest,
  answers: { 201: Visitor },
  refuses: [403, 404],
  async handle(request) {
    const widget = await admitPage(request, request.body.widget_id);
    await request.services.visitorLimits.countVisitor(request.address);
    const { visitorId, token } = newVisitor(request.services.config.JWT_SECRET ?? '', widget.id);
    return created({ visitor_id: visitorId, visitor_token: token });
  },
});

export const messages = endpoint({
  method: 'POST',
  path: '/api/web-widget/messages',
  summary: 'Send a message of a visitor; without a visitor_token a new visitor writes',
  tag,
  access: 'public',
  limit: 'visitor',
  body: VisitorMessageRequest,
  answers: { 201: VisitorMessageTaken },
  refuses: [403, 404, 422],
  async handle(request) {
    const { body, services } = request;
    const widget = await admitPage(request, body.widget_id);
    if (!body.visitor_token) await services.visitorLimits.countVisitor(request.address);
    const { visitorId, token } = body.visitor_token
      ? admitVisitor(request, widget.id, body.visitor_token)
      : newVisitor(services.config.JWT_SECRET ?? '', widget.id);
    await services.visitorLimits.countMessage(visitorId);
    const message = await takeVisitorMessage(widget, {
      visitorId,
      text: body.message,
      clientMessageId: body.client_message_id ?? null,
      at: new Date(),
      ...body.visitor_info,
      locale: body.locale,
    });
    return created({
      visitor_id: visitorId,
      visitor_token: token,
      message: presentWidgetMessage(message, services),
    });
  },
});

/** What is no message of the visitor's conversation changes nothing, and is answered alike. */
export const seen = endpoint({
  method: 'POST',
  path: '/api/web-widget/seen',
  summary: 'Tell that the visitor has read what they were sent, up to a message',
  tag,
  access: 'public',
  body: SeenRequest,
  answers: { 204: null },
  refuses: [403, 404],
  async handle(request) {
    const { body } = request;
    const widget = await admitPage(request, body.widget_id);
    const { visitorId } = admitVisitor(request, widget.id, body.visitor_token);
    await markSeen(widget, visitorId, body.message_id);
    return noContent();
  },
});
