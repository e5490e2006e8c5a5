import { cancellationSignal } from '@temporalio/activity';
import { keepReplay } from '../../commands/assistant/keepCall.ts';
import { findCallOfMessage, readCall } from '../../db/assistantCalls.ts';
import { readReplyContext } from '../../db/assistantContext.ts';
import { beating } from '../beating.ts';
import { askModels } from './askModels.ts';
import { limitOf, outcomeOf, type AssistantDependencies } from './composing.ts';
import { lookUpsFor } from './lookUps.ts';

/** Makes replies again, to see what another prompt or model would have said. Nothing is sent. */
export const createReplaying = ({ assistantModels, namedModel, platforms }: AssistantDependencies) => ({
  /** Makes a replay of what went into the reply; what that found is found again. Does nothing when it is made. */
  async replayReply(callId: string): Promise<string> {
    const replay = await readCall(callId);
    if (replay?.decision !== 'pending' || !replay.inputs) return replay?.decision ?? 'gone';
    const { inputs, conversationId, projectId, messageId, provider } = replay;
    const context = await readReplyContext(conversationId, 0);
    if (!context) return 'gone';
    const reply = messageId && (await findCallOfMessage(projectId, conversationId, messageId));
    const models =
      provider && replay.model
        ? [namedModel(provider, replay.model)].filter((model) => model !== undefined)
        : assistantModels.filter((model) => provider === null || model.provider === provider);
    const known = reply ? reply.tools : [];
    const asked = await beating(() =>
      askModels(models, inputs, { tools: lookUpsFor(context), known }, cancellationSignal()),
    );
    const outcome = outcomeOf(asked, { inputs, limit: limitOf(platforms, context.channel) });
    await keepReplay(callId, outcome);
    return outcome.decision;
  },
});
