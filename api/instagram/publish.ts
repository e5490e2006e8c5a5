import { publishDirectly } from '../../commands/posts/publishDirectly.ts';
import {
  PostPublished,
  PostUnderWay,
  PublishPostRequest,
  PublishStoryRequest,
  StoryPublished,
} from '../../contracts/instagram.ts';
import { judgePost } from '../../platforms/judgePost.ts';
import { requirePlatform } from '../consent/platforms.ts';
import { accepted, endpoint, ok } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { isMessageCode, say } from '../messages/index.ts';
import { InvalidRequest } from '../validation.ts';
import type { Services } from '../services.ts';
import { endOf, presentUnderWay } from './directPost.ts';
import { storePicture } from './storePicture.ts';

const ending = '200 when it is there within 20 s, else 202 with where to look; refused by Instagram, 400';

export const publishPost = endpoint({
  method: 'POST',
  path: '/api/instagram/publish-post',
  summary: `Publish a picture at once, with the token of the request: ${ending}`,
  tag: 'Instagram',
  access: 'editor',
  idempotent: true,
  body: PublishPostRequest,
  answers: { 200: PostPublished, 202: PostUnderWay },
  gather: ({ body, services, locale }) => {
    refuseFaults({ caption: body.caption, placement: 'feed' }, services, locale);
    return storePicture(body, services);
  },
  async handle({ body, gathered: fileKey, caller, project, services, locale }) {
    const id = await publishDirectly(services.vault, {
      ...{ projectId: project.id, userId: caller.userId, platform: 'instagram' },
      ...{ accountId: body.page_id, accessToken: body.access_token, caption: body.caption },
      ...{ placement: 'feed', fileKey },
    });
    return accepted(await presentUnderWay(id, { project, services, locale }));
  },
  async follow({ promised, project, services, locale }) {
    const end = await endOf(promised, { project, services, locale });
    if (!end.published) return accepted(end.underWay);
    return ok({ success: true as const, ...end.published });
  },
});

export const publishStory = endpoint({
  method: 'POST',
  path: '/api/instagram/publish-story',
  summary: `Publish a picture as a story at once, with the token of the request: ${ending}`,
  tag: 'Instagram',
  access: 'editor',
  idempotent: true,
  body: PublishStoryRequest,
  answers: { 200: StoryPublished, 202: PostUnderWay },
  gather: ({ body, services, locale }) => {
    refuseFaults({ caption: '', placement: 'story' }, services, locale);
    return storePicture(body, services);
  },
  async handle({ body, gathered: fileKey, caller, project, services, locale }) {
    const id = await publishDirectly(services.vault, {
      ...{ projectId: project.id, userId: caller.userId, platform: 'instagram' },
      ...{ accountId: body.page_id, accessToken: body.access_token, caption: '' },
      ...{ placement: 'story', fileKey },
    });
    return accepted(await presentUnderWay(id, { project, services, locale }));
  },
  async follow({ promised, project, services, locale }) {
    const end = await endOf(promised, { project, services, locale });
    if (!end.published) return accepted(end.underWay);
    const { post_id: storyId, container_id: containerId } = end.published;
    return ok({ success: true as const, story_id: storyId, container_id: containerId });
  },
});

/** @throws {InvalidRequest} with what Instagram does not take; {Refusal} where it is not configured */
function refuseFaults(
  { caption, placement }: { caption: string; placement: 'feed' | 'story' },
  services: Services,
  locale: Locale,
): void {
  const { platform } = requirePlatform(services, 'instagram');
  if (!platform.publish) throw new Error('Instagram cannot be published to');
  const post = { text: caption, media: ['image' as const], placement, firstComment: null, options: {} };
  const faults = judgePost(platform, platform.publish.rules, post);
  if (faults.length === 0) return;
  const texts: Record<string, string[]> = {};
  // Hashtags have no member of their own here: they stand in the caption.
  for (const { field, code, parameters } of faults)
    (texts[field === 'hashtags' ? 'caption' : field] ??= []).push(
      isMessageCode(code) ? say(locale, code, parameters) : code,
    );
  throw new InvalidRequest(texts);
}
