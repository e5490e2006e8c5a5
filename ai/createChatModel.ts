import type { ChatModel } from './chatModel.ts';
import { createGeminiChatModel } from './gemini/chatModel.ts';
import { createOpenAIChatModel } from './openai/chatModel.ts';
import type { VendorOptions } from './vendorOptions.ts';

const vendors = { openai: createOpenAIChatModel, gemini: createGeminiChatModel };

/** The text model of a vendor. Makes no call yet: a wrong key shows at the first text. */
export function createChatModel({
  provider,
  baseUrl,
  ...options
}: VendorOptions & { provider: ChatModel['provider'] }): ChatModel {
  return vendors[provider]({ ...options, baseUrl: baseUrl.replace(/\/+$/, '') });
}
