import { orderReply } from '../../commands/replies/orderReply.ts';
import {
  ReplyCommentRequest,
  ReplyDetail,
  ReplyParams,
  ReplyUnderWay,
  ReplyWritten,
} from '../../contracts/instagram.ts';
import { notFound, Refusal } from '../../contracts/refusal.ts';
import { findReply, type ReplyRow } from '../../db/replies.ts';
import { requirePlatform } from '../consent/platforms.ts';
import { accepted, endpoint, ok } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import { isMet } from '../patience.ts';
import { problemText } from '../scheduler/presentPost.ts';
import type { Services } from '../services.ts';
import { InvalidRequest } from '../validation.ts';

export const replyComment = endpoint({
  method: 'POST',
  path: '/api/instagram/reply-comment',
  summary:
    'Reply to a comment, with the token of the request: 200 when it is there within 20 s, else 202 with where to look; ' +
    'refused by Instagram, 400',
  tag: 'Instagram',
  access: 'editor',
  idempotent: true,
  body: ReplyCommentRequest,
  answers: { 200: ReplyWritten, 202: ReplyUnderWay },
  async handle({ body, caller, project, services, locale }) {
    requirePlatform(services, 'instagram');
    const id = await orderReply(services.vault, {
      ...{ projectId: project.id, userId: caller.userId, platform: 'instagram' },
      ...{ accountId: body.page_id, accessToken: body.access_token },
      ...{ commentId: body.comment_id, text: body.text },
    });
    return accepted(presentUnderWay({ id, state: 'pending' }, services, locale));
  },
  async follow({ promised, project, services, locale }) {
    const { id } = ReplyUnderWay.parse(promised);
    const isOver = async () => !isUnderWay(await needReply(project.id, id));
    if (services.temporal.isUp()) await isMet(isOver);
    const reply = await needReply(project.id, id);
    if (reply.replyId !== null) return ok({ success: true as const, reply_id: reply.replyId });
    if (reply.state === 'failed') refuseFailed(reply, locale);
    return accepted(presentUnderWay(reply, services, locale));
  },
});

export const replyDetail = endpoint({
  method: 'GET',
  path: '/api/instagram/replies/{id}',
  summary: 'A reply to a comment, and what became of it',
  tag: 'Instagram',
  access: 'viewer',
  params: ReplyParams,
  answers: { 200: ReplyDetail },
  async handle({ params, project, locale }) {
    const reply = await needReply(project.id, params.id);
    const { problemCode: code, problemDetail: detail } = reply;
    return ok({
      id: reply.id,
      state: reply.state,
      page_id: reply.accountId,
      comment_id: reply.commentId,
      text: reply.text,
      reply_id: reply.replyId,
      problem: code === null ? null : { code, message: reasonOf(code, locale), detail },
      created_at: reply.createdAt.toISOString(),
      updated_at: reply.updatedAt.toISOString(),
    });
  },
});

const isUnderWay = ({ state }: Pick<ReplyRow, 'state'>) => state === 'pending' || state === 'sending';

async function needReply(projectId: string, id: string): Promise<ReplyRow> {
  const reply = await findReply(projectId, id);
  if (!reply) throw notFound('reply');
  return reply;
}

const reasonOf = (code: string, locale: Locale) =>
  code === 'cannot_read_back' ? say(locale, 'reply_unclear') : problemText({ code, answer: null }, locale);

/** Meta's answer about an id that it does not have: the comment's, for nothing else is named. */
const objectUnknown = '100/33';

function refuseFailed({ problemCode }: ReplyRow, locale: Locale): never {
  const reason = reasonOf(problemCode ?? '', locale);
  if (problemCode === 'given_token_refused') throw new InvalidRequest({ access_token: [reason] });
  if (problemCode === objectUnknown)
    throw new InvalidRequest({ comment_id: [say(locale, 'comment_unknown')] });
  throw new Refusal('invalid', 'reply_refused', { parameters: { reason } });
}

function presentUnderWay(
  reply: Pick<ReplyRow, 'id' | 'state'>,
  { config, temporal }: Services,
  locale: Locale,
) {
  const waiting = temporal.isUp() ? 'reply_under_way' : 'work_queued';
  return {
    id: reply.id,
    state: reply.state,
    reply_url: `${config.PUBLIC_URL}/api/instagram/replies/${reply.id}/`,
    message: say(locale, isUnderWay(reply) ? waiting : 'reply_unclear'),
  };
}
