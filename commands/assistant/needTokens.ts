import { Refusal } from '../../contracts/refusal.ts';
import { countTokensToday } from '../../db/assistantCalls.ts';
import { readAssistantSettings } from '../../db/assistantSettings.ts';

/** @throws {Refusal} 409 tokens_used_up when the project has used what its models may read and write a day. */
export async function needTokens(projectId: string): Promise<void> {
  const { tokensADay } = await readAssistantSettings(projectId);
  if ((await countTokensToday(projectId)) >= tokensADay)
    throw new Refusal('conflict', 'tokens_used_up', { parameters: { limit: tokensADay } });
}
