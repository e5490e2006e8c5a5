/** The JSON Schema of OpenAI, and the one of Gemini, as far as a model reads them. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  anyOf?: Schema[];
  nullable?: boolean;
  description?: string;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

/** A function that the caller offers. */
export interface Tool {
  name: string;
  description: string;
  parameters: Schema;
}

/** A function that the model wants called. */
export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** One turn of the conversation that a model is given. */
export interface Turn {
  role: 'system' | 'user' | 'assistant' | 'tool';
  text: string;
  /** assistant: what it called. */
  calls: ToolCall[];
}

/** All that a model thinks about. */
export interface Thought {
  turns: Turn[];
  tools: Tool[];
  /** What the answer looks like; null: words. */
  schema: Schema | null;
}

/** What a model answers. */
export type Reply = { kind: 'text'; text: string } | { kind: 'calls'; calls: ToolCall[] };

/** What a reply says, before it is put into the form that was asked for. */
export interface Meaning {
  /** none: what the customer wrote needs no answer. */
  intent: 'answer' | 'unknown' | 'handOver' | 'none';
  text: string;
  reason: string;
  language: 'fr' | 'en';
  sources: { id: string; title: string; quote: string }[];
  /** 0 to 1. */
  confidence: number;
  /** Words that choose among the values of an enumeration, before the intent does. */
  words: string;
}
