import type { ChatTokens, ChatTool } from './chatModel.ts';

/** What a tool finds for a model; what the model is told where it asks for one that there is not. */
export async function runTool(tools: ChatTool[], name: string, given: unknown): Promise<unknown> {
  const tool = tools.find((each) => each.name === name);
  return tool ? tool.run(given) : { error: 'there is no such function' };
}

/** The tokens of two calls. */
export const addTokens = (one: ChatTokens, other: ChatTokens): ChatTokens => ({
  input: add(one.input, other.input),
  output: add(one.output, other.output),
});

const add = (one: number | null, other: number | null) =>
  one === null || other === null ? null : one + other;
