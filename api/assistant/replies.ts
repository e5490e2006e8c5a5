import { orderReplay } from '../../commands/assistant/orderReplay.ts';
import { rateReply } from '../../commands/assistant/rateReply.ts';
import { vendorOf } from '../../contracts/chatModels.ts';
import { notFound } from '../../contracts/refusal.ts';
import {
  AssistantReplyAnswer,
  AssistantReplyParams,
  Rated,
  RateReply,
  ReplayAnswer,
  ReplayRequest,
} from '../../contracts/replies.ts';
import { findCallOfMessage, findReplays, readCall, type AssistantCallRow } from '../../db/assistantCalls.ts';
import { accepted, endpoint, ok, type Endpoint } from '../endpoint.ts';
import { isMet } from '../patience.ts';
import { presentCall } from './presentCall.ts';

const path = '/api/conversations/{conversation_id}/replies/{message_id}';
const tag = 'Assistant';

interface Place {
  conversation_id: string;
  message_id: string;
}

const detail = endpoint({
  method: 'GET',
  path,
  summary:
    'A message of the assistant, or the notice of its hand-over, opened: what went in, which sources and lookups, which model, what it cost',
  tag,
  access: 'viewer',
  params: AssistantReplyParams,
  answers: { 200: AssistantReplyAnswer },
  async handle({ params, project }) {
    const call = await needCall(project.id, params);
    const replays = await findReplays(params.message_id);
    return ok({
      ...presentCall(call),
      message_id: params.message_id,
      rating: call.rating,
      replays: replays.map(presentCall),
    });
  },
});

const replay = endpoint({
  method: 'POST',
  path: `${path}/replay`,
  summary:
    'Make a reply again of the same input, with other instructions or another model, without sending it: 200 when it is ' +
    'made within 20 s, else 202; then it stands among the replays of the reply',
  tag,
  access: 'editor',
  limit: 'ai',
  idempotent: true,
  params: AssistantReplyParams,
  body: ReplayRequest,
  answers: { 200: ReplayAnswer, 202: ReplayAnswer },
  refuses: [409],
  async handle({ params, body, project }) {
    const call = await needCall(project.id, params);
    const { instructions, model = null } = body;
    const provider = model ? vendorOf(model) : (body.provider ?? null);
    const id = await orderReplay(call, { instructions, provider, model });
    return accepted(presentCall(await needReplay(id)));
  },
  async follow({ promised, services }) {
    const { id } = ReplayAnswer.parse(promised);
    if (services.temporal.isUp()) await isMet(async () => (await needReplay(id)).decision !== 'pending');
    const made = await needReplay(id);
    return made.decision === 'pending' ? accepted(presentCall(made)) : ok(presentCall(made));
  },
});

const rate = endpoint({
  method: 'POST',
  path: `${path}/rating`,
  summary: 'Say whether a reply of the assistant was good',
  tag,
  access: 'editor',
  params: AssistantReplyParams,
  body: RateReply,
  answers: { 200: Rated },
  async handle({ params, body, project, caller }) {
    const place = { conversationId: params.conversation_id, messageId: params.message_id };
    await rateReply({ projectId: project.id, ...place }, { rating: body.rating, userId: caller.userId });
    return ok({ rating: body.rating });
  },
});

async function needCall(projectId: string, place: Place): Promise<AssistantCallRow> {
  const call = await findCallOfMessage(projectId, place.conversation_id, place.message_id);
  if (!call) throw notFound('reply');
  return call;
}

async function needReplay(id: string): Promise<AssistantCallRow> {
  const call = await readCall(id);
  if (!call) throw notFound('reply');
  return call;
}

/** What the assistant wrote, opened. */
export const replies: Endpoint[] = [detail, replay, rate];
