import { cancellationSignal } from '@temporalio/activity';
import type { ChatModel } from '../../ai/chatModel.ts';
import { keepReplyCall, type CallOutcome } from '../../commands/assistant/keepCall.ts';
import type { AssistantInputs, AssistantReason, AssistantVerdict } from '../../contracts/assistant.ts';
import { shopMessageMaximum } from '../../contracts/widgetLimits.ts';
import { countTokensToday, findVerdict } from '../../db/assistantCalls.ts';
import { readReplyContext, type ReplyContext } from '../../db/assistantContext.ts';
import { readAssistantSettings, type AssistantSettings } from '../../db/assistantSettings.ts';
import { findSources } from '../../db/knowledge.ts';
import { readUsualLanguage } from '../../db/usualLanguage.ts';
import type { Registry } from '../../platforms/registry.ts';
import { beating } from '../beating.ts';
import { askModels, type Asked } from './askModels.ts';
import { judgeAnswer, type Grounds } from './guard/judgeAnswer.ts';
import { lookUpsFor } from './lookUps.ts';
import { writePrompt } from './writePrompt.ts';

export interface AssistantDependencies {
  /** In the order in which they are asked: the next one when one does not answer. */
  assistantModels: ChatModel[];
  /** Another model of a vendor, by its name; undefined where the vendor has no key. */
  namedModel: (provider: ChatModel['provider'], model: string) => ChatModel | undefined;
  platforms: Registry;
}

/** How much of a conversation, and of the shop's knowledge, a model is given. */
const lastMessages = 20;
const knowledgeCharacters = 12_000;
/** The customer's last messages say what they are after, and all that are to be answered. */
const searched = 3;
/** Of the longest text of a channel; who chats reads no more. */
const usualRoom = 900;
const widgetLimit = { maximum: shopMessageMaximum, count: (text: string) => text.length };

/** Makes answers to customers. None is sent here: what is made is kept, and somebody else decides. */
export const createComposing = ({
  assistantModels,
  platforms,
}: Pick<AssistantDependencies, 'assistantModels' | 'platforms'>) => ({
  /**
   * What the assistant makes of a customer's last messages: the verdict, whose text stands in the row of the call
   * (`assistant_calls.answer`, for the message `assistant_calls.sequence`). Once for a message, however often it is
   * called: a repeat finds what was kept. It takes two minutes at most.
   */
  async composeReply(conversationId: string): Promise<AssistantVerdict> {
    const context = await readReplyContext(conversationId, lastMessages);
    if (!context) throw new Error('there is no such conversation');
    const { projectId, sequence } = context;
    const known = await findVerdict(conversationId, sequence ?? '0');
    if (known) return known;
    const keep = (inputs: AssistantInputs | null, outcome: CallOutcome) =>
      keepReplyCall({ projectId, conversationId, sequence: sequence ?? '0', inputs, ...outcome });

    if (sequence === null) return keep(null, withoutModel('quiet', 'nothing_to_answer'));
    const settings = await readAssistantSettings(projectId);
    if ((await countTokensToday(projectId)) >= settings.tokensADay)
      return keep(null, withoutModel('hand_over', 'budget_spent'));

    const limit = limitOf(platforms, context.channel);
    const inputs = await gatherInputs(context, settings, limit.maximum);
    const asked = await beating(() =>
      askModels(assistantModels, inputs, { tools: lookUpsFor(context) }, cancellationSignal()),
    );
    return keep(inputs, outcomeOf(asked, { inputs, limit }));
  },
});

/** The longest text that a channel takes. */
export const limitOf = (platforms: Registry, channel: string): Grounds['limit'] =>
  platforms.find(channel)?.platform.messages?.text ?? widgetLimit;

async function gatherInputs(
  context: ReplyContext,
  settings: AssistantSettings,
  longest: number,
): Promise<AssistantInputs> {
  const written = context.messages.filter(({ from }) => from === 'customer');
  const asked = written.filter(
    ({ isUnanswered }, index) => isUnanswered || index >= written.length - searched,
  );
  const words = asked.map(({ text }) => text).join('\n');
  const sources = await findSources(context.projectId, words, knowledgeCharacters);
  const usualLanguage = await readUsualLanguage(context.projectId);
  return writePrompt({ context, settings, sources, room: Math.min(usualRoom, longest), usualLanguage });
}

/** What is decided of a model's answer; handed over where there is none. */
export function outcomeOf({ answer, ...spent }: Asked, grounds: Omit<Grounds, 'lookups'>): CallOutcome {
  if (!answer) return { ...withoutModel('hand_over', 'assistant_unavailable'), ...spent };
  const { value, lookups, ...told } = answer;
  const judged = judgeAnswer(value, { ...grounds, lookups });
  return { ...told, ...spent, ...judged, tools: lookups, sources: judged.answer?.sources ?? [] };
}

const withoutModel = (decision: CallOutcome['decision'], reason: AssistantReason): CallOutcome => ({
  ...{ provider: null, model: null, decision, reason, tools: [], sources: [], answer: null },
  ...{ inputTokens: 0, outputTokens: 0, costUsd: null, durationMs: null },
});
