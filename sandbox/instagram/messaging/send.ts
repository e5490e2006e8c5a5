import { z } from 'zod';
import { parametersOf, parsed } from '../../graph/parameters.ts';
import { GraphRefused } from '../../graph/refusal.ts';
import { idOf, noObject } from '../../graph/request.ts';
import { callerOf } from '../../social/bearer.ts';
import { dayMs } from '../../social/clock.ts';
import { findPerson, type Person } from '../../social/messaging/people.ts';
import { takeMessage } from '../../social/messaging/take.ts';
import type { AccountCall, Call, Endpoint } from '../../social/platform.ts';
import { findComment, type Comment } from '../../social/publishing/comments.ts';
import { findHandle, keepHandle } from '../../social/publishing/handles.ts';
import { fetchMedia } from '../../social/publishing/media.ts';
import { isCaller } from '../caller.ts';
import { newMessageId } from './events.ts';
import { messaging } from './index.ts';

/** Bytes of a text, in UTF-8. */
const longestText = 1000;

const Recipient = z.union([
  z.object({ id: z.coerce.string().min(1) }),
  z.object({ comment_id: z.coerce.string().min(1) }),
]);
const Message = z.union([
  z.object({ text: z.string().min(1) }),
  z.object({
    attachment: z.object({
      type: z.enum(['image', 'video', 'audio', 'file', 'like_heart', 'MEDIA_SHARE']),
      payload: z.looseObject({ url: z.string().optional() }).optional(),
    }),
  }),
]);
type Message = z.infer<typeof Message>;

/** https://developers.facebook.com/docs/messenger-platform/error-codes */
const noPerson = () =>
  new GraphRefused({ code: 100, subcode: 2_534_014, message: 'The requested user cannot be found.' });
/** Of people who blocked the shop after they wrote. */
const blockedPrefix = '998';
const isBlocked = () =>
  new GraphRefused({
    ...{ status: 403, code: 200, subcode: 1_545_041 },
    message: 'This person isn’t receiving messages from you right now.',
  });
const windowIsOver = () =>
  new GraphRefused({
    ...{ status: 403, code: 10, subcode: 2_534_022 },
    message: 'This message is sent outside of allowed window.',
  });

const recipientOf = (call: Call) => Recipient.safeParse(parsed(parametersOf(call).get('recipient') ?? ''));
const messageOf = (call: Call) => Message.safeParse(parsed(parametersOf(call).get('message') ?? ''));
const textOf = (message: Message): string =>
  'text' in message ? message.text : (message.attachment.payload?.url ?? message.attachment.type);

/** Sends a message, once, to whom wrote in the last 24 hours: {@link messaging} tells where that is described. */
export const sendMessage: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/messages',
  scopes: ['instagram_business_manage_messages'],
  operation: 'message',
  sends(call) {
    const [recipient, message] = [recipientOf(call), messageOf(call)];
    if (!recipient.success || !message.success) return null;
    return {
      account: callerOf(call),
      recipient: 'id' in recipient.data ? recipient.data.id : recipient.data.comment_id,
      type: 'text' in message.data ? 'text' : message.data.attachment.type,
      text: textOf(message.data),
    };
  },
  async handle(call) {
    if (!isCaller(call, idOf(call))) throw noObject(idOf(call));
    const recipient = recipientOf(call);
    if (!recipient.success) throw new GraphRefused({ code: 100, message: 'Param recipient is required' });
    if (parametersOf(call).has('sender_action')) return act(call, recipient.data);
    const message = messageOf(call);
    if (!message.success) throw new GraphRefused({ code: 100, message: 'Param message is required' });
    const text = textOf(message.data);
    if ('text' in message.data && Buffer.byteLength(text) > longestText) {
      const problem = `Length of param message[text] must be less than or equal to ${longestText}`;
      throw new GraphRefused({ code: 100, message: problem });
    }
    const attachments = await attachmentsOf(message.data);
    const person =
      'id' in recipient.data ? writerOf(call, recipient.data.id) : commenterOf(call, recipient.data);
    const id = newMessageId();
    const type = 'text' in message.data ? 'text' : message.data.attachment.type;
    const inbox = { id: call.account.id, account: call.account, number: '' };
    takeMessage(call, messaging, inbox, { id, person, type, text, attachments });
    call.ctx.body = { recipient_id: person.id, message_id: id };
  },
};

/** Typing, and messages seen: answered, and of no further consequence. */
function act(call: AccountCall, recipient: z.infer<typeof Recipient>): void {
  const action = parametersOf(call).get('sender_action') ?? '';
  if (!['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact'].includes(action)) {
    throw new GraphRefused({ code: 100, message: 'Param sender_action is not valid' });
  }
  const id = 'id' in recipient ? recipient.id : '';
  call.ctx.body = { recipient_id: personWith(call, id).id };
}

function personWith(call: AccountCall, id: string): Person {
  const person = findPerson(call.store, 'instagram', call.account.id, id);
  if (!person) throw noPerson();
  if (id.startsWith(blockedPrefix)) throw isBlocked();
  return person;
}

/** Who wrote in the last 24 hours; in the last seven days, where a person answers. */
function writerOf(call: AccountCall, id: string): Person {
  const person = personWith(call, id);
  const days = parametersOf(call).get('tag') === 'HUMAN_AGENT' ? 7 : 1;
  if (person.wroteAt === null || call.now - person.wroteAt > days * dayMs) throw windowIsOver();
  return person;
}

/**
 * Who wrote a comment: it may be answered privately once, within seven days.
 * https://developers.facebook.com/docs/instagram-platform/private-replies
 */
function commenterOf(call: AccountCall, { comment_id: id }: { comment_id: string }): Person {
  const comment: Comment | null = findComment(call, id);
  if (!comment) throw noPerson();
  const person = personWith(call, comment.author);
  if (call.now - comment.createdAt > 7 * dayMs) throw windowIsOver();
  if (findHandle(call, 'private_reply', `private_reply ${id}`)) {
    const message = 'Activity already replied to';
    throw new GraphRefused({ code: 10_900, subcode: 2_534_023, message });
  }
  keepHandle(call, {
    ...{ id: `private_reply ${id}`, account: call.account.id },
    ...{ kind: 'private_reply', state: {} },
  });
  return person;
}

async function attachmentsOf(message: Message): Promise<object[]> {
  if ('text' in message) return [];
  const { type, payload } = message.attachment;
  const url = payload?.url;
  if (['image', 'video', 'audio', 'file'].includes(type) && !(url && (await fetchMedia(url)))) {
    throw new GraphRefused({ code: 100, subcode: 2_018_047, message: 'Upload attachment failure.' });
  }
  return [{ type, payload: { url } }];
}
