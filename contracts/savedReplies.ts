import { z } from 'zod';
import { Instant, line, Uuid, visibleText } from './common.ts';

export const SavedReplyParams = z.object({ reply_id: Uuid });

export const SavedReplyQuery = z.object({
  search: line(200)
    .optional()
    .meta({ description: 'a part of the title or text; case and accents do not matter' }),
});

const shape = {
  title: line(120).min(1).meta({ example: 'Délais de livraison' }),
  content: visibleText(4096),
};

export const CreateSavedReply = z.strictObject(shape).meta({ id: 'CreateSavedReply' });
export const UpdateSavedReply = z.strictObject(shape).partial().meta({ id: 'UpdateSavedReply' });

export const SavedReply = z
  .object({ id: Uuid, title: z.string(), content: z.string(), created_at: Instant, updated_at: Instant })
  .meta({ id: 'SavedReply' });
export const SavedReplyList = z
  .object({ saved_replies: z.array(SavedReply).meta({ description: 'by their titles' }) })
  .meta({ id: 'SavedReplyList' });
