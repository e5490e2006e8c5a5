import { z } from 'zod';
import { callerOf } from '../social/bearer.ts';
import { daySeconds } from '../social/clock.ts';
import type { AccountCall, Call, Endpoint } from '../social/platform.ts';
import { duplicateOf, publish } from '../social/publishing/publications.ts';
import { findImage } from './images.ts';
import { readLittleText } from './littleText.ts';
import { inputError, notTheMember, RestRefused } from './refusal.ts';
import { readRestBody } from './restBody.ts';

/** Of a commentary; unconfirmed: that escapes do not count. */
const longestText = 3000;
/** Unconfirmed: people tell of ten minutes, and of a day or two. */
const duplicateSeconds = daySeconds;

const Image = z.strictObject({
  id: z.string(),
  title: z.string().optional(),
  altText: z.string().max(4086).optional(),
});
const Content = z.union([
  z.strictObject({ media: Image }),
  z.strictObject({ multiImage: z.strictObject({ images: z.array(Image).min(2).max(20) }) }),
  z.strictObject({
    article: z.strictObject({
      source: z.url(),
      title: z.string().min(1).max(400),
      description: z.string().max(4086).optional(),
    }),
  }),
]);
type Content = z.infer<typeof Content>;

/** learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api: what members may set. */
const NewPost = z.strictObject({
  author: z.string(),
  commentary: z.string(),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']),
  distribution: z.strictObject({
    feedDistribution: z.enum(['MAIN_FEED', 'NONE']),
    targetEntities: z.array(z.unknown()).max(0).optional(),
    thirdPartyDistributionChannels: z.array(z.unknown()).max(0).optional(),
  }),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean().optional(),
  content: Content.optional(),
});
type NewPost = z.infer<typeof NewPost>;

const shareUrn = (number: string) => `urn:li:share:7${number.padStart(18, '0')}`;

const createPost: Endpoint = {
  method: 'POST',
  path: '/api/rest/posts',
  scopes: ['w_member_social'],
  attempt(call) {
    const post = readRestBody(NewPost, call);
    const media = picturesOf(post.content).map(({ id }) => findImage(call, id)?.state.sha256 ?? id);
    return { account: callerOf(call), name: 'posts', text: readLittleText(post.commentary), media };
  },
  handle(call) {
    const { account, ctx, store } = call;
    const post = readRestBody(NewPost, call);
    if (post.author !== `urn:li:person:${account.id}`) throw notTheMember('author');
    const text = readLittleText(post.commentary);
    checkText(post, text);
    const media = readyPictures(call, post);
    const earlier = text === '' ? null : duplicateOf(store, account, text, duplicateSeconds);
    if (earlier) {
      // Seen in its answers: https://github.com/Arisamiga/Linkedin-RSS/issues/5
      throw inputError(
        {
          status: 422,
          message: `com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of ${earlier.id}`,
        },
        { description: 'Duplicate post is detected', code: 'DUPLICATE_POST' },
      );
    }
    const { id } = publish(call, { ...publicationOf(post, text, media), account }, shareUrn);
    ctx.set({ 'x-restli-id': id, location: `/posts/${encodeURIComponent(id)}` });
    ctx.status = 201;
    ctx.body = '';
  },
};

function publicationOf({ content, visibility, distribution }: NewPost, text: string, media: string[]) {
  const article = content && 'article' in content ? content.article : null;
  return {
    ...{ text, media, kind: media.length > 0 ? ('image' as const) : ('text' as const), processingMs: 0 },
    listed: distribution.feedDistribution === 'MAIN_FEED',
    details: {
      ...{ visibility, altTexts: picturesOf(content).map(({ altText }) => altText ?? null) },
      ...(article && { title: article.title, link: article.source }),
    },
  };
}

function checkText({ content }: NewPost, text: string): void {
  const count = [...text].length;
  if (count > longestText) {
    // Unconfirmed: the code and the words.
    const description = `commentary text length (${count} characters) exceeded the maximum allowed (${longestText} characters)`;
    throw inputError(
      { status: 422, message: description },
      { description, code: 'FIELD_LENGTH_TOO_LONG', field: 'commentary' },
    );
  }
  if (!text.trim() && !content) {
    throw new RestRefused({ status: 422, message: 'ERROR :: /commentary :: text or content is required\n' });
  }
}

const picturesOf = (content: Content | undefined) => {
  if (content && 'media' in content) return [content.media];
  return content && 'multiImage' in content ? content.multiImage.images : [];
};

/** The codes are those of the documents; the words are unconfirmed. */
function readyPictures(call: AccountCall, { content }: NewPost): string[] {
  return picturesOf(content).map(({ id }) => {
    const image = findImage(call, id);
    const refuse = (code: string, description: string) =>
      inputError({ status: 400, message: description }, { description, code, field: 'content/media/id' });
    if (image?.account !== call.account.id) {
      throw refuse('INVALID_CONTENT_OWNERSHIP', `The author does not own ${id}`);
    }
    const { status, sha256 } = image.state;
    if (status === 'WAITING_UPLOAD') throw refuse('MEDIA_ASSET_WAITING_UPLOAD', `${id} is waiting upload`);
    if (status === 'PROCESSING_FAILED' || sha256 === null) {
      throw refuse('MEDIA_ASSET_PROCESSING_FAILED', `${id} failed to process`);
    }
    return sha256;
  });
}

/** Reading a member's posts takes r_member_social, which only partners get. The words are seen in its answers. */
const closed = (path: string, resource: string): Endpoint => ({
  method: 'GET',
  path,
  operation: 'list',
  handle({ ctx }: Call) {
    throw new RestRefused({
      ...{ status: 403, serviceErrorCode: 100, code: 'ACCESS_DENIED' },
      message: `Not enough permissions to access: partnerApiPostsExternal.${resource}.${ctx.get('linkedin-version')}01`,
    });
  },
});

export const postEndpoints: Endpoint[] = [
  createPost,
  closed('/api/rest/posts', 'FINDER-author'),
  closed('/api/rest/posts/:urn', 'GET'),
];
