import { z } from 'zod';
import { listAccounts } from '../social/accounts.ts';
import { callerOf } from '../social/bearer.ts';
import { jsonBody } from '../social/jsonBody.ts';
import type { AccountCall, Call, Endpoint } from '../social/platform.ts';
import { findPost } from '../social/posts.ts';
import type { Handle } from '../social/publishing/handles.ts';
import { duplicateOf, publish } from '../social/publishing/publications.ts';
import { Refused } from '../social/refused.ts';
import { livingUpload, type Upload } from './mediaUpload.ts';
import { numberOfTweet, tellTweet, tweetIdOf, type TweetDetails } from './tweets.ts';
import { longestText, weightedLength } from './weightedLength.ts';

/** Unconfirmed: X says "recent", and not how recent. */
const duplicateSeconds = 12 * 3600;

const id = z.string().regex(/^\d{1,19}$/);
/** docs.x.com/x-api/posts/create-post; polls, quotes, places and communities are left out, and refused. */
const NewTweet = z
  .strictObject({
    text: z.string().default(''),
    media: z.strictObject({ media_ids: z.array(id).min(1).max(4) }).optional(),
    reply: z.strictObject({ in_reply_to_tweet_id: id }).optional(),
    reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
    made_with_ai: z.boolean().optional(),
  })
  .transform((tweet) => ({ ...tweet, text: tweet.text.trim() }));
type NewTweet = z.infer<typeof NewTweet>;

/** docs.x.com/x-api/posts/create-post: a reply is a post too; to the ledger it is a comment. */
export const createTweet: Endpoint = {
  method: 'POST',
  path: '/api/2/tweets',
  scopes: ['tweet.write'],
  operation: 'comment',
  attempt(call) {
    const tweet = readTweet(call);
    const account = callerOf(call);
    if (tweet.reply || !account) return null;
    const media = uploadsOf(call, account, tweet).map((upload) => upload?.state.sha256 ?? '');
    return { account, name: 'tweets', text: tweet.text, media };
  },
  handle(call) {
    const tweet = readTweet(call);
    if (weightedLength(tweet.text) > longestText) {
      // Seen in its answers.
      throw new Refused(
        'invalid_parameter',
        'Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.',
      );
    }
    const uploads = readyUploads(call, tweet);
    checkReply(call, tweet);
    // Unconfirmed: that other media do not make the same text another post.
    if (tweet.text && duplicateOf(call.store, call.account, tweet.text, duplicateSeconds)) {
      // Seen in its answers: https://github.com/akrherz/iembot/issues/163
      throw new Refused('forbidden', 'You are not allowed to create a Tweet with duplicate content.');
    }
    const data = tellTweet(call, publishTweet(call, tweet, uploads));
    call.ctx.status = 201;
    call.ctx.body = { data };
  },
};

function publishTweet(call: AccountCall, tweet: NewTweet, uploads: Handle<Upload>[]) {
  const isVideo = uploads.some(({ state }) => state.category === 'tweet_video');
  const details: TweetDetails = {
    media: uploads.map(({ state }) => ({ key: state.key, altText: state.altText })),
    inReplyTo: tweet.reply?.in_reply_to_tweet_id ?? null,
  };
  return publish(
    call,
    {
      ...{ account: call.account, text: tweet.text, listed: true, processingMs: 0 },
      kind: uploads.length === 0 ? 'text' : isVideo ? 'video' : 'image',
      media: uploads.map(({ state }) => state.sha256 ?? ''),
      details: {
        ...details,
        ...(tweet.reply && { link: `in reply to ${tweet.reply.in_reply_to_tweet_id}` }),
      },
    },
    tweetIdOf,
  );
}

function readTweet(call: Call): NewTweet {
  const tweet = NewTweet.safeParse(jsonBody(call));
  if (!tweet.success) throw new Refused('invalid_parameter', z.prettifyError(tweet.error));
  if (tweet.data.text || tweet.data.media) return tweet.data;
  throw new Refused('invalid_parameter', 'A post needs text or media.');
}

const uploadsOf = (call: Call, account: string, { media }: NewTweet) =>
  (media?.media_ids ?? []).map((mediaId) => livingUpload(call, account, mediaId));

/** Four pictures, or one video or moving picture, all of the caller's, unexpired and ready. @throws {Refused} */
function readyUploads(call: AccountCall, tweet: NewTweet): Handle<Upload>[] {
  const uploads = uploadsOf(call, call.account.id, tweet).filter(
    (upload) => upload !== null && upload.state.readyAt !== null && upload.state.readyAt <= call.now,
  ) as Handle<Upload>[];
  const complete = uploads.length === (tweet.media?.media_ids.length ?? 0);
  const alone = uploads.length <= 1 || uploads.every(({ state }) => state.category === 'tweet_image');
  // Seen in its answers: https://github.com/plhery/node-twitter-api-v2/issues/501
  if (!complete || !alone) throw new Refused('invalid_parameter', 'Your media IDs are invalid.');
  return uploads;
}

function checkReply(call: AccountCall, { reply }: NewTweet): void {
  if (!reply) return;
  const number = numberOfTweet(reply.in_reply_to_tweet_id);
  const author = listAccounts(call.store, call.platform.name).find((each) => number.startsWith(each.number));
  if (author && findPost(call, author, number)) return;
  // Seen in its answers.
  throw new Refused('forbidden', 'You attempted to reply to a Tweet that is deleted or not visible to you.');
}
