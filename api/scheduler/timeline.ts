import { PostParams } from '../../contracts/scheduler.ts';
import { PostTimeline } from '../../contracts/postReports.ts';
import { readTimeline, type PostEventRow } from '../../db/posts.ts';
import { endpoint, ok } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { isMessageCode, say } from '../messages/index.ts';
import { needPost } from './posts.ts';
import { problemText } from './presentPost.ts';

/** Longer than the timeline of any post that is well. */
const shown = 1_000;

export const timeline = endpoint({
  method: 'GET',
  path: '/api/scheduler/posts/{id}/timeline',
  summary: 'Everything that happened to a post: changes, attempts, what the platform answered, who decided',
  tag: 'Scheduler',
  access: 'viewer',
  params: PostParams,
  answers: { 200: PostTimeline },
  async handle({ params, project, locale }) {
    const { id, state } = await needPost(project.id, params.id);
    const { events, earlier } = await readTimeline(id, shown);
    return ok({
      id,
      state,
      earlier,
      events: events.map((event, place) => presentEvent(event, events.slice(0, place), locale)),
    });
  },
});

function presentEvent(event: PostEventRow, before: PostEventRow[], locale: Locale) {
  const { publicationId, connectionId, platform, username, actorNumber } = event;
  const { actorUsername, actorName } = event;
  return {
    at: event.at.toISOString(),
    times: event.times,
    last_at: event.lastAt?.toISOString() ?? null,
    kind: event.kind,
    message: messageOf(event, locale),
    target: publicationId
      ? { id: publicationId, connection_id: connectionId, platform: platform ?? '', username: username ?? '' }
      : null,
    state: event.state,
    attempt: event.epoch,
    content_hash: event.contentHash,
    code: event.code,
    reason: reasonOf(event, before, locale),
    platform_answer: event.detail,
    answer: event.answer,
    by:
      actorNumber === null ? null : { id: actorNumber, username: actorUsername ?? '', name: actorName ?? '' },
  };
}

/**
 * Why, in words. Who comes late after trouble comes late by it; else the cause is not known: we were not there in time, or
 * busy with many, or were given a time that had just passed.
 */
function reasonOf(
  { code, answer, publicationId }: PostEventRow,
  before: PostEventRow[],
  locale: Locale,
): string | null {
  if (code === null) return null;
  const hadTrouble = () => before.some((each) => each.publicationId === publicationId && each.code !== null);
  const told = code === 'begun_late' && hadTrouble() ? 'begun_late_by_trouble' : code;
  return problemText({ code: told, answer }, locale);
}

/** What happened, in words; where one thing happens in two ways, in those of this one. */
function messageOf({ kind, code, state }: PostEventRow, locale: Locale): string {
  const isLooking = kind === 'postponed' && state === 'unknown';
  const finer = `timeline_${kind}_${isLooking ? 'looking' : code}`;
  const text = isMessageCode(finer) ? finer : `timeline_${kind}`;
  return isMessageCode(text) ? say(locale, text) : kind;
}
