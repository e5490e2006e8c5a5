import { randomBytes } from 'node:crypto';
import { WrongControl } from '../../social/answerControl.ts';
import type { Inbound } from '../../social/messaging/messaging.ts';

/** A message's id as Instagram makes them. */
export const newMessageId = (): string => `aWdfZAG1faXRlbToxO${randomBytes(60).toString('base64url')}`;

/** The message that an order must name. @throws {WrongControl} */
export function named({ messageId, type }: Inbound): string {
  if (messageId === null) throw new WrongControl(`type "${type}" needs messageId`);
  return messageId;
}

const attachment = (type: string, url: string) => ({ attachments: [{ type, payload: { url } }] });
const story = (origin: string) => `${origin}/pictures/posts/instagram/1000000000500000.png`;

/** The file that came with a message, at the address of Instagram's CDN. */
const fileOf = (type: string, { attachment: file, origin }: Inbound): object =>
  attachment(type, file ? `${origin}${file.path}` : story(origin));

/**
 * What a customer’s message looks like, by its type: what stands beside `mid` in `message`.
 * https://developers.facebook.com/docs/instagram-platform/webhooks/examples
 */
export const messageBodies: Record<string, (inbound: Inbound) => object> = {
  text: ({ text }) => ({ text }),
  image: (inbound) => fileOf('image', inbound),
  video: (inbound) => fileOf('video', inbound),
  audio: (inbound) => fileOf('audio', inbound),
  document: (inbound) => fileOf('file', inbound),
  // A sticker is told of by nothing but this.
  sticker: () => ({ is_unsupported: true }),
  unsupported: () => ({ is_unsupported: true }),
  reply: (inbound) => ({ text: inbound.text, reply_to: { mid: named(inbound) } }),
  story_reply: ({ text, origin }) => ({
    text,
    reply_to: { story: { url: story(origin), id: '17900000000000001' } },
  }),
  story_mention: ({ origin }) => attachment('story_mention', story(origin)),
  share: ({ origin }) => attachment('share', story(origin)),
  // A quick reply that was tapped.
  list: ({ text }) => ({ text, quick_reply: { payload: text.toUpperCase() } }),
  echo: ({ text }) => ({ text, is_echo: true }),
};
