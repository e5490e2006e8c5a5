import { z } from 'zod';
import type { InboundEvent } from '../../contracts/inbound.ts';
import { GraphId } from '../graphWebhooks.ts';

const Comment = z.looseObject({
  id: z.string(),
  text: z.string().nullish(),
  from: z.looseObject({ id: GraphId, username: z.string().nullish() }).nullish(),
  media: z.looseObject({ id: z.string(), media_product_type: z.string().nullish() }).nullish(),
  parent_id: z.string().nullish(),
});
const Mention = z.looseObject({ media_id: z.string(), comment_id: z.string().nullish() });

/**
 * Comments below the account's posts, and mentions of it elsewhere; other changes are of no consequence here. A mention
 * does not say who wrote it: until somebody asks, it is a conversation of its own.
 * https://developers.facebook.com/docs/instagram-platform/webhooks/examples
 */
export function parseChange(
  account: string,
  at: Date,
  { field, value }: { field: string; value?: unknown },
): InboundEvent[] | null {
  if (field === 'comments' || field === 'live_comments') {
    const { data } = Comment.safeParse(value);
    return data ? [readComment(account, at, data)] : null;
  }
  if (field === 'mentions') {
    const { data } = Mention.safeParse(value);
    if (!data) return null;
    const id = data.comment_id ?? data.media_id;
    const message = newMessage(`mention:${id}`, `mention:${id}`, at);
    return [
      {
        ...message,
        type: 'mention',
        data: { mediaId: data.media_id, commentId: data.comment_id ?? null },
      },
    ];
  }
  return [{ kind: 'ignored', reason: `field ${field}` }];
}

function readComment(account: string, at: Date, comment: z.infer<typeof Comment>): InboundEvent {
  const { id, text, from, media, parent_id: parentId } = comment;
  if (from?.id === account) return { kind: 'ignored', reason: 'a comment of our own' };
  return {
    ...newMessage(from?.id ?? `comment:${id}`, id, at),
    contactUsername: from?.username ?? null,
    type: 'comment',
    text: text ?? '',
    data: { mediaId: media?.id ?? null, mediaKind: media?.media_product_type ?? null },
    replyToId: parentId ?? null,
  };
}

const newMessage = (contactId: string, messageId: string, at: Date) => ({
  kind: 'message' as const,
  from: 'customer' as const,
  contactId,
  aliases: [],
  contactName: null,
  contactUsername: null,
  phoneNumber: null,
  messageId,
  at,
  text: '',
  media: [],
  replyToId: null,
});
