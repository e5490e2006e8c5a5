import { z } from 'zod';
import { Uuid } from './common.ts';

/** What an owner decides of a post: that it goes out now, what became of it, that it is tried again. */

export const PublishNowRequest = z
  .strictObject({
    undo_seconds: z
      .int()
      .min(0)
      .max(60)
      .default(0)
      .meta({ description: 'wait so long, in which it can still be taken back or cancelled' }),
  })
  .optional()
  .meta({ id: 'PublishNowRequest' });

const TargetReference = Uuid.meta({ description: 'its id, or the id of its connection' });

export const ResolveRequest = z
  .strictObject({
    target: TargetReference,
    verdict: z.enum(['published', 'post_again', 'give_up']),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .meta({ description: 'where the post stands; needed for "published"' }),
  })
  .refine(({ verdict, url }) => verdict !== 'published' || url !== undefined, {
    error: 'required',
    path: ['url'],
  })
  .refine(({ verdict, url }) => verdict === 'published' || url === undefined, {
    error: 'url_of_published_only',
    path: ['url'],
  })
  .meta({ id: 'ResolvePostRequest' });

export const RetryRequest = z.strictObject({ target: TargetReference }).meta({ id: 'RetryPostRequest' });

/** The form with which somebody says where a post stands. */
export const PostAddressForm = z.object({
  url: z
    .string()
    .trim()
    .pipe(z.url({ protocol: /^https?$/ }).max(2000)),
});
