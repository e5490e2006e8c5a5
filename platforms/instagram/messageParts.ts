import { z } from 'zod';
import type { InboundMedia, InboundMessage } from '../../contracts/inbound.ts';

const Attachment = z.looseObject({
  type: z.string(),
  payload: z.looseObject({ url: z.string().nullish(), title: z.string().nullish() }).nullish(),
});

/** A direct message: https://developers.facebook.com/docs/instagram-platform/webhooks/examples */
export const DirectMessage = z.looseObject({
  mid: z.string(),
  text: z.string().nullish(),
  is_echo: z.boolean().nullish(),
  is_deleted: z.boolean().nullish(),
  is_unsupported: z.boolean().nullish(),
  app_id: z.union([z.string(), z.number()]).nullish(),
  attachments: z.array(Attachment).nullish(),
  reply_to: z
    .looseObject({
      mid: z.string().nullish(),
      story: z.looseObject({ id: z.string().nullish(), url: z.string().nullish() }).nullish(),
    })
    .nullish(),
  quick_reply: z.looseObject({ payload: z.string() }).nullish(),
  referral: z.unknown().optional(),
});

type MessageParts = Pick<InboundMessage, 'type' | 'text' | 'data' | 'media' | 'replyToId'>;

/** What is kept of an attachment: a file, by its type. What else is attached is somebody's post, and stays a link. */
const files: Record<string, InboundMessage['type'] | undefined> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  file: 'document',
  story_mention: 'story_mention',
};
const shares = ['share', 'ig_post', 'ig_reel', 'reel', 'ig_story', 'template', 'fallback'];

/** What a direct message holds. What Instagram does not pass on, or we do not know, is unsupported. */
export function readParts(message: z.infer<typeof DirectMessage>): MessageParts {
  const { text, attachments, reply_to: reply, quick_reply: quickReply, referral, app_id: appId } = message;
  const story = reply?.story;
  const type = typeOf(message);
  const shared = (attachments ?? []).filter((each) => !files[each.type]);
  return {
    type,
    text: text ?? (isHeart(attachments) ? '❤️' : ''),
    data: {
      ...(story && { story: { id: story.id ?? null, url: story.url ?? null } }),
      ...(shared.length > 0 && { shared }),
      ...(quickReply && { payload: quickReply.payload }),
      ...(referral !== undefined && { referral }),
      ...(appId !== null && appId !== undefined && { appId: String(appId) }),
    },
    media: [
      ...(attachments ?? []).filter((each) => files[each.type]).flatMap((each) => linkOf(each.payload?.url)),
      ...linkOf(story?.url),
    ],
    replyToId: reply?.mid ?? null,
  };
}

function typeOf({
  text,
  attachments,
  reply_to: reply,
  quick_reply: quickReply,
  ...message
}: z.infer<typeof DirectMessage>): InboundMessage['type'] {
  if (message.is_unsupported) return 'unsupported';
  if (reply?.story) return 'story_reply';
  const [attachment] = attachments ?? [];
  if (attachment) {
    if (isHeart(attachments)) return 'sticker';
    return files[attachment.type] ?? (shares.includes(attachment.type) ? 'share' : 'unsupported');
  }
  if (quickReply) return 'button';
  return typeof text === 'string' ? 'text' : 'unsupported';
}

const isHeart = (attachments: z.infer<typeof DirectMessage>['attachments']) =>
  attachments?.[0]?.type === 'like_heart';

const linkOf = (url: string | null | undefined): InboundMedia[] =>
  url ? [{ url, id: null, mediaType: null, name: null }] : [];
