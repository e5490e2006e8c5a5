import type { z } from 'zod';
import { orderCaption } from '../../commands/captions/orderCaption.ts';
import { CaptionAnswer, CaptionParams, CaptionRequest } from '../../contracts/captions.ts';
import { notFound, Refusal } from '../../contracts/refusal.ts';
import { findCaption, type CaptionRow } from '../../db/captions.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { accepted, endpoint, ok, type Endpoint } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import { isMet } from '../patience.ts';
import type { Services } from '../services.ts';

const path = '/api/scheduler/captions';
const tag = 'Scheduler';

const order = endpoint({
  method: 'POST',
  path,
  summary:
    'Have a caption written by AI about an image or a subject, short enough for the platforms: 200 when it is written ' +
    'within 20 s, else 202 with where to look; 503 when the model wrote none. Workflow writeCaption has it written',
  tag,
  access: 'editor',
  limit: 'ai',
  idempotent: true,
  body: CaptionRequest,
  answers: { 200: CaptionAnswer, 202: CaptionAnswer },
  refuses: [409, 422],
  async handle({ body, project, services, locale }) {
    assertPlatforms(services, 'platforms', body.platforms);
    const {
      image = null,
      prompt = '',
      platforms,
      language = locale,
      hashtags = '',
      tone = '',
      hints = '',
    } = body;
    const wish = { platforms, language, hashtags, tone, hints };
    const id = await orderCaption({ projectId: project.id, imageId: image, prompt, ...wish });
    return accepted(presentCaption(await needCaption(project.id, id), { services, locale }));
  },
  async follow({ promised, project, services, locale }) {
    const { id } = CaptionAnswer.parse(promised);
    const isSettled = async () => (await needCaption(project.id, id)).state !== 'pending';
    if (services.temporal.isUp()) await isMet(isSettled);
    const caption = await needCaption(project.id, id);
    if (caption.failureCode) throw refusalOf(caption.failureCode);
    const presented = presentCaption(caption, { services, locale });
    return caption.state === 'pending' ? accepted(presented) : ok(presented);
  },
});

const detail = endpoint({
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'A caption that was ordered, once it is written, or why it was not',
  tag,
  access: 'viewer',
  params: CaptionParams,
  answers: { 200: CaptionAnswer },
  async handle({ params, project, services, locale }) {
    return ok(presentCaption(await needCaption(project.id, params.id), { services, locale }));
  },
});

/** Captions by AI. */
export const captions: Endpoint[] = [order, detail];

async function needCaption(projectId: string, captionId: string): Promise<CaptionRow> {
  const caption = await findCaption(projectId, captionId);
  if (!caption) throw notFound('caption');
  return caption;
}

/** What the vendor's rules forbid, other words may mend; else the model is out of reach. */
const refusalOf = (code: Exclude<CaptionRow['failureCode'], ''>): Refusal =>
  code === 'refused_by_policy'
    ? new Refusal('unprocessable', 'caption_refused_by_policy')
    : new Refusal('unavailable', `caption_${code}`, { retryAfterSeconds: 60 });

function presentCaption(
  { id, state, wish, written, failureCode, createdAt }: CaptionRow,
  { services, locale }: { services: Services; locale: Locale },
): z.input<typeof CaptionAnswer> {
  return {
    id,
    status: state,
    caption: written?.caption ?? null,
    hashtags: written?.hashtags ?? '',
    language: wish.language,
    problem: failureCode ? { code: failureCode, message: say(locale, `caption_${failureCode}`) } : null,
    caption_url: `${services.config.PUBLIC_URL}${path}/${id}`,
    created_at: createdAt.toISOString(),
  };
}
