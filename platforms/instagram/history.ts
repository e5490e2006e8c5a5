import { z } from 'zod';
import type { InboundMessage } from '../../contracts/inbound.ts';
import { readAnswer } from '../answers.ts';
import type { Messaging } from '../messaging.ts';
import type { AccountCall } from '../credentials.ts';
import { DirectMessage, readParts } from './messageParts.ts';
import { asMessage } from './parseUpdate.ts';

const Person = z.object({ id: z.string(), username: z.string().nullish() });
const Attachment = z.looseObject({
  image_data: z.looseObject({ url: z.string().nullish() }).nullish(),
  video_data: z.looseObject({ url: z.string().nullish() }).nullish(),
  file_url: z.string().nullish(),
});
const Message = z.object({
  id: z.string(),
  created_time: z.string(),
  from: Person,
  to: z.object({ data: z.array(Person) }).nullish(),
  message: z.string().nullish(),
  attachments: z.object({ data: z.array(Attachment) }).nullish(),
});
const Conversations = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      updated_time: z.string(),
      messages: z.object({ data: z.array(Message) }).nullish(),
    }),
  ),
  paging: z.object({ cursors: z.object({ after: z.string().nullish() }).nullish() }).nullish(),
});

/** Instagram tells the content of a conversation's latest 20 messages only. */
const messageFields = 'messages.limit(20){id,created_time,from,to,message,attachments}';
/** Pages of conversations, of 25 each: who was away for longer than that finds the rest in Instagram. */
const pages = 20;

/**
 * What was written since then, by the conversations that changed since, the latest first.
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/conversations-api
 */
export const history: NonNullable<Messaging['history']> = async (call, since) => {
  const found: InboundMessage[] = [];
  let after: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const { data, paging } = await readPage(call, after);
    const recent = data.filter(({ updated_time: updated }) => new Date(updated) >= since);
    for (const { messages } of recent)
      for (const message of messages?.data ?? []) found.push(...read(call.externalId, message));
    after = paging?.cursors?.after ?? undefined;
    if (recent.length < data.length || data.length === 0 || !after) break;
  }
  return found.filter(({ at }) => at >= since).sort((one, other) => other.at.getTime() - one.at.getTime());
};

async function readPage({ http, accessToken, externalId }: AccountCall, after: string | undefined) {
  const answer = await http.send({
    host: 'graph',
    path: `/{version}/${externalId}/conversations`,
    query: {
      platform: 'instagram',
      fields: `id,updated_time,${messageFields}`,
      limit: 25,
      after,
      access_token: accessToken,
    },
  });
  return readAnswer(Conversations, answer, 'Instagram answered no conversations');
}

/** A message in the shape that webhooks tell it in. Nothing when nobody stands at its other end. */
function read(account: string, message: z.infer<typeof Message>): InboundMessage[] {
  const { id, from, to, created_time: created, attachments } = message;
  const isOurs = from.id === account;
  const customer = isOurs ? to?.data.find((person) => person.id !== account) : from;
  if (!customer) return [];
  const parts = readParts(
    DirectMessage.parse({
      mid: id,
      // An empty text stands beside a file.
      text: message.message || null,
      attachments: attachments?.data.map(asAttachment),
    }),
  );
  const head = {
    from: isOurs ? ('shop' as const) : ('customer' as const),
    contactId: customer.id,
    at: new Date(created),
  };
  return [{ ...asMessage(head, id), contactUsername: customer.username ?? null, ...parts }];
}

function asAttachment({ image_data: image, video_data: video, file_url: url }: z.infer<typeof Attachment>) {
  if (image?.url) return { type: 'image', payload: { url: image.url } };
  if (video?.url) return { type: 'video', payload: { url: video.url } };
  return url ? { type: 'file', payload: { url } } : { type: 'unsupported' };
}
