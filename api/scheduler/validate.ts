import type { z } from 'zod';
import { countHashtags } from '../../platforms/judgePost.ts';
import { ScheduleRequest, ValidateQuery } from '../../contracts/scheduler.ts';
import { ValidationAnswer } from '../../contracts/postReports.ts';
import { NotAnImage } from '../../media/notAnImage.ts';
import { planRendition } from '../../media/planRendition.ts';
import { readPictureFacts } from '../../media/sharp.ts';
import type { Storage } from '../../media/storage.ts';
import type { PublishRules } from '../../platforms/publishing.ts';
import { endpoint, ok } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import type { Services } from '../services.ts';
import { asDraft } from './asDraft.ts';
import { askedBy, videosOf, type AskedPost } from './askedPost.ts';
import { composePost } from './composePost.ts';
import type { ComposedTarget, Composition, Finding } from './composition.ts';
import { duplicateFindings, duplicatesOf } from './duplicates.ts';
import { textOf } from './findings.ts';
import { judgeVideos } from './judgeVideos.ts';
import { judgeQuota } from './judgeQuota.ts';
import { readQuota } from './readQuota.ts';

export const validatePost = endpoint({
  method: 'POST',
  path: '/api/scheduler/validate',
  summary: 'A dry run: what would be sent where, what keeps it from that, and what may. Nothing is kept',
  tag: 'Scheduler',
  access: 'viewer',
  query: ValidateQuery,
  body: ScheduleRequest,
  answers: { 200: ValidationAnswer },
  async handle({ query, body, project, services, locale }) {
    const asked = askedBy(body, new Map());
    const judged = await composePost(project.id, asked, {
      platforms: services.platforms,
      now: new Date(),
      timeIsNew: true,
      keptConnections: new Set(),
    });
    const composition = body.draft ? asDraft(judged) : judged;
    const videos = await judgeVideos(videosOf(body), services);
    const duplicates = await duplicatesOf(project.id, asked, composition.targets);
    composition.errors.push(...videos.errors);
    composition.warnings.push(...videos.warnings, ...duplicateFindings(duplicates, composition.targets));
    const targets = await Promise.all(
      composition.targets.map((target, index) => {
        const duplicate = duplicates.get(target.account?.id ?? '') ?? null;
        return presentComposed(target, {
          ...{ index, asked, composition, services, duplicate },
          quota: query.quota,
        });
      }),
    );
    const { errors, warnings } = composition;
    return ok({
      valid: errors.length === 0,
      errors: errors.map((finding) => presentFinding(finding, locale)),
      warnings: warnings.map((finding) => presentFinding(finding, locale)),
      targets,
    });
  },
});

const presentFinding = (finding: Finding, locale: Locale) => ({
  field: finding.field,
  code: finding.code,
  message: textOf(finding, locale),
  target: finding.target,
});

interface Composed {
  index: number;
  asked: AskedPost;
  composition: Composition;
  services: Services;
  duplicate: number | null;
  quota: 'ask' | 'skip';
}

async function presentComposed(
  target: ComposedTarget,
  { index, asked, composition, services, duplicate, quota: asks }: Composed,
): Promise<z.input<typeof ValidationAnswer>['targets'][number]> {
  const { registered, account, health } = target;
  // Nobody reads the words of a story.
  const text = asked.placement === 'story' ? '' : target.text;
  const rules = registered?.platform.publish?.rules ?? null;
  const media = [];
  for (const [position, { kind, imageId, fileKey, altText }] of composition.media.entries()) {
    const made =
      rules && kind === 'image' && fileKey !== ''
        ? await renditionOf(services.storage, fileKey, rules, (code) =>
            composition.errors.push({
              field: asked.media[position]?.field ?? asked.mediaField,
              ...{ code, parameters: {}, target: index },
            }),
          )
        : unchanged;
    media.push({ kind, image: imageId, alt_text: target.altTexts?.[position] ?? altText, ...made });
  }
  const quota =
    registered && account && asks === 'ask'
      ? await readQuota(registered, account.id, services)
      : { quota: null, quota_reason: 'not_asked' as const };
  if (account && quota.quota) {
    const warning = await judgeQuota(account.id, asked.scheduledTime ?? new Date(), quota.quota);
    if (warning)
      composition.warnings.push({
        ...warning,
        field: `${asked.targets[index]?.prefix ?? ''}platform`,
        target: index,
      });
  }
  return {
    platform: target.platform,
    connection_id: account?.id ?? null,
    username: account?.username ?? null,
    text,
    characters: rules && { used: rules.text.count(text), limit: rules.text.maximum },
    hashtags: rules && { used: countHashtags(text), limit: rules.text.hashtags },
    first_comment: target.firstComment,
    options: target.options,
    media,
    token: health && {
      works_then: !health.failsAt || health.failsAt > (asked.scheduledTime ?? new Date()),
      status: health.status,
      fails_at: health.failsAt?.toISOString() ?? null,
    },
    ...quota,
    duplicate_of: duplicate,
  };
}

type Made = Pick<z.input<typeof ValidationAnswer>['targets'][number]['media'][number], 'changes' | 'becomes'>;
const unchanged: Made = { changes: [], becomes: null };

/** What is done to a stored picture for a platform, and what comes of it; nothing is drawn for it. */
async function renditionOf(
  storage: Storage,
  fileKey: string,
  { image }: PublishRules,
  refuse: (code: string) => void,
): Promise<Made> {
  const bytes = await storage.get(fileKey);
  if (!bytes) {
    refuse('publishing_media_gone');
    return unchanged;
  }
  try {
    const plan = planRendition({ ...(await readPictureFacts(bytes)), size: bytes.length }, image);
    const changes = Object.entries(plan.changes).flatMap(([change, isMade]) => (isMade ? [change] : []));
    const { width, height } = plan;
    return changes.length > 0 ? { changes, becomes: { type: image.type, width, height } } : unchanged;
  } catch (error) {
    if (!(error instanceof NotAnImage)) throw error;
    refuse('publishing_media_unusable');
    return unchanged;
  }
}
