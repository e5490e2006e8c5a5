import { createComposing, type AssistantDependencies } from './composing.ts';
import { createReplaying } from './replaying.ts';

export type { AssistantDependencies };

/** What the assistant does. */
export const createAssistant = (dependencies: AssistantDependencies) => ({
  ...createComposing(dependencies),
  ...createReplaying(dependencies),
});
