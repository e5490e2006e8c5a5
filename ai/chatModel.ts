/** How long a model may take to answer. */
export const chatTimeoutMs = 60_000;

/** One question to a model, whose answer is a JSON object. */
export interface ChatRequest {
  /** What it is to do; never what others wrote. */
  instructions: string;
  /** What it is to do it with: text of any origin. */
  message: string;
  /** The object that it answers with: all of these properties, and no others. */
  schema: { name: string; properties: Record<string, { type: 'string'; description: string }> };
  /** Of the answer, what the model thinks before it included. */
  maximumTokens: number;
}

/** What the model answered. Tokens are null where the vendor did not say. */
export interface ChatAnswer {
  /** The JSON that it wrote; that it fits the schema, its caller checks. */
  value: unknown;
  tokens: { input: number | null; output: number | null };
}

/** A vendor's model that writes text. */
export interface ChatModel {
  readonly provider: 'openai' | 'gemini';
  /** The vendor's name of the model. */
  readonly model: string;
  /**
   * Asks by one call, without retries; it takes at most 60 s.
   * When `signal` aborts, the call is given up and the signal's reason is thrown.
   * @throws {ModelRefused | ModelRateLimited | ModelUnavailable | ModelAnswerLost | ModelMisconfigured} see errors.ts.
   */
  ask(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer>;
}
