import { z } from 'zod';
import { Instant, Uuid, visibleText } from './common.ts';
import { PostState } from './ledger.ts';
import { PostStatus } from './scheduler.ts';

/** An id of Instagram. It becomes part of an address, so that nothing else may be in it. */
export const InstagramId = z
  .string()
  .trim()
  .regex(/^\w{1,100}$/, { error: 'not_an_instagram_id' });

/** Whose account it is, and what opens it: for this one request. */
export const instagramAccount = {
  access_token: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,2000}$/, { error: 'not_a_token' })
    .meta({ description: 'used for this alone, kept sealed until it is done, and then deleted' }),
  page_id: InstagramId.meta({
    description: 'the id of the Instagram account',
    example: '178414123456789',
  }),
};

const ImageUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .meta({ description: 'a JPEG, PNG or WebP picture of at most 25 MiB that anybody can fetch' });

export const ValidateCredentialsRequest = z
  .strictObject(instagramAccount)
  .meta({ id: 'ValidateInstagramCredentialsRequest' });

export const CredentialsAnswer = z
  .object({
    valid: z.boolean().meta({ description: 'the token opens the account page_id' }),
    page_name: z.string().nullable().meta({ description: 'of the account that the token opens' }),
    page_id: z.string().nullable().meta({ description: 'of the account that the token opens' }),
    permissions: z
      .array(z.string())
      .nullable()
      .meta({
        description:
          'those that Instagram granted, as far as asking shows: Instagram tells no list of them. Null where unknown',
        example: ['instagram_business_basic', 'instagram_business_manage_comments'],
      }),
    reason: z
      .enum(['token_refused', 'other_account'])
      .nullable()
      .meta({ description: 'why it is not valid' }),
    message: z.string().nullable(),
  })
  .meta({ id: 'InstagramCredentials' });

export const PublishPostRequest = z
  .strictObject({
    ...instagramAccount,
    image_url: ImageUrl,
    caption: z.string().max(64_000).default('').meta({ description: 'at most 2200 characters, 30 hashtags' }),
  })
  .meta({ id: 'PublishInstagramPostRequest' });

export const PublishStoryRequest = z
  .strictObject({ ...instagramAccount, image_url: ImageUrl })
  .meta({ id: 'PublishInstagramStoryRequest' });

const ContainerId = z
  .string()
  .nullable()
  .meta({ description: 'null where an Instagram id could not be told' });

export const PostPublished = z
  .object({ success: z.literal(true), post_id: z.string().nullable(), container_id: ContainerId })
  .meta({ id: 'InstagramPostPublished' });

export const StoryPublished = z
  .object({ success: z.literal(true), story_id: z.string().nullable(), container_id: ContainerId })
  .meta({ id: 'InstagramStoryPublished' });

/** What an answer is that came before the end; it is also what an Idempotency-Key keeps. */
export const PostUnderWay = z
  .object({
    id: z.int().meta({ description: 'of the post, as GET /api/scheduler/posts has it' }),
    status: PostStatus,
    state: PostState,
    container_id: z.string().nullable(),
    post_url: z.url().meta({ description: 'where to look how it ends' }),
    message: z.string(),
  })
  .meta({ id: 'InstagramPostUnderWay' });

export const ReplyCommentRequest = z
  .strictObject({
    ...instagramAccount,
    comment_id: InstagramId.meta({ example: '17900000000000001' }),
    text: visibleText(2200),
  })
  .meta({ id: 'ReplyToInstagramCommentRequest' });

export const ReplyWritten = z
  .object({ success: z.literal(true), reply_id: z.string() })
  .meta({ id: 'InstagramReplyWritten' });

/** `unclear`: it may stand there, and Instagram cannot be asked; nothing is sent again. */
export const ReplyState = z.enum(['pending', 'sending', 'sent', 'failed', 'unclear']);
export type ReplyState = z.infer<typeof ReplyState>;

export const ReplyUnderWay = z
  .object({
    id: Uuid,
    state: ReplyState,
    reply_url: z.url().meta({ description: 'where to look how it ends' }),
    message: z.string(),
  })
  .meta({ id: 'InstagramReplyUnderWay' });

export const ReplyParams = z.object({ id: Uuid });

export const ReplyDetail = z
  .object({
    id: Uuid,
    state: ReplyState,
    page_id: z.string(),
    comment_id: z.string(),
    text: z.string(),
    reply_id: z.string().nullable(),
    problem: z.object({ code: z.string(), message: z.string(), detail: z.string().nullable() }).nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'InstagramReply' });
