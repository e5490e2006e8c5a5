/** How long a model may take to answer where the request does not say. */
export const chatTimeoutMs = 60_000;
/** So often a model may ask for lookups before it has to answer. */
export const mostRounds = 3;

/** What a member of an object may be. */
export type ValueShape =
  | { type: 'string'; description: string; choices?: readonly string[]; mayBeNull?: true }
  | { type: 'number'; description: string }
  | { type: 'objects'; description: string; members: ObjectShape };

/** An object that has all of these members, and no others. */
export type ObjectShape = Record<string, ValueShape>;

/** Something that the model may look up before it answers. */
export interface ChatTool {
  name: string;
  description: string;
  parameters: ObjectShape;
  /** What it finds, as JSON. The arguments are the model's: nothing is known of them. */
  run(given: unknown): Promise<unknown>;
}

/** One question to a model, whose answer is a JSON object. */
export interface ChatRequest {
  /** What it is to do; never what others wrote. */
  instructions: string;
  /** What it is to do it with: text of any origin. */
  message: string;
  /** The object that it answers with. */
  schema: { name: string; properties: ObjectShape };
  tools?: ChatTool[];
  /** Of each answer, what the model thinks before it included. */
  maximumTokens: number;
  /** Told of what each exchange with the vendor took, also where no answer comes of it. */
  spend?: (tokens: ChatTokens) => void;
  /** For all of it, lookups too; a minute where it is not said. */
  timeoutMs?: number;
}

/** Of all calls together; null where the vendor did not say. */
export interface ChatTokens {
  input: number | null;
  output: number | null;
}

/** What the model answered. */
interface ChatAnswer {
  /** The JSON that it wrote; that it fits the schema, its caller checks. */
  value: unknown;
  tokens: ChatTokens;
}

/** A vendor's model that writes text. */
export interface ChatModel {
  readonly provider: 'openai' | 'gemini';
  /** The vendor's name of the model. */
  readonly model: string;
  /**
   * Asks without retries: by one call, or where it has tools by as many as it needs, four at most (Gemini: plus one).
   * When `signal` aborts, the call is given up and the signal's reason is thrown; what a tool throws is thrown too.
   * @throws {ModelRefused | ModelRateLimited | ModelUnavailable | ModelAnswerLost | ModelMisconfigured} see errors.ts.
   */
  ask(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer>;
}
