import { z } from 'zod';
import { Uuid, visibleText } from './common.ts';
import { instagramAccount, InstagramId } from './instagram.ts';
import { batchMaximum } from './messageBatches.ts';

const Recipient = InstagramId.meta({
  description: 'the id that Instagram gives a customer at this account, as its webhooks tell it',
});
const Text = visibleText(64_000).meta({ description: 'at most 1000 bytes of UTF-8' });

export const SendDmRequest = z
  .strictObject({ ...instagramAccount, recipient_ig_id: Recipient, text: Text })
  .meta({ id: 'SendInstagramMessageRequest' });

export const DmSent = z
  .object({ success: z.literal(true), message_id: z.string() })
  .meta({ id: 'InstagramMessageSent' });

export const SendDmBatchRequest = z
  .strictObject({
    ...instagramAccount,
    recipients: z
      .array(Recipient)
      .min(1)
      .max(batchMaximum)
      .refine((recipients) => new Set(recipients).size === recipients.length, { error: 'recipient_twice' }),
    text: Text,
  })
  .meta({ id: 'SendInstagramBatchRequest' });

export const InstagramConversations = z
  .object({
    conversations: z.array(
      z.object({
        id: Uuid.meta({ description: 'as under /api/conversations' }),
        participants: z.array(z.string()).meta({ description: 'the customer, as Instagram names them' }),
        last_message: z.string().meta({ description: 'its beginning, or what it is, as [image]' }),
        unread_count: z.int(),
      }),
    ),
  })
  .meta({ id: 'InstagramConversations', description: 'the latest written to first' });
