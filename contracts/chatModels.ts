/** Models that write texts and whose price is known, each by its vendor's name of it. */
export const chatModels = {
  openai: ['gpt-5', 'gpt-5-mini', 'gpt-5-nano'],
  gemini: ['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite'],
} as const;

export type ChatModelName = (typeof chatModels)['openai' | 'gemini'][number];

/** Whose model it is. */
export const vendorOf = (model: ChatModelName): 'openai' | 'gemini' =>
  chatModels.openai.some((name) => name === model) ? 'openai' : 'gemini';
