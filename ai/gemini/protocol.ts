import type { Content, GenerationConfig } from '@google/generative-ai';

/**
 * What @google/generative-ai 0.24 does not type, for it is older than Gemini's image models; the API is at
 * https://ai.google.dev/api/generate-content and https://ai.google.dev/gemini-api/docs/image-generation
 */
interface ImageGenerationConfig extends GenerationConfig {
  responseModalities: ('TEXT' | 'IMAGE')[];
  imageConfig: { aspectRatio: string; imageSize: '1K' | '2K' };
}

/** A request for an image. */
export interface ImageGenerationRequest {
  contents: Content[];
  generationConfig: ImageGenerationConfig;
}

/** An answer, as far as we read it. Everything may be missing: it comes from outside. */
export interface GeminiAnswer {
  candidates?: GeminiCandidate[];
  promptFeedback?: { blockReason?: string };
  usageMetadata?: GeminiUsage;
}

/** One answer of the model; we ask for one. */
interface GeminiCandidate {
  content?: {
    parts?: {
      text?: string;
      thought?: boolean;
      inlineData?: { mimeType?: string; data?: string };
      functionCall?: { id?: string; name: string; args?: unknown };
    }[];
  };
  finishReason?: string;
}

/** Tokens of a call. Thoughts are charged as text and not counted among the candidates' tokens. */
export interface GeminiUsage {
  promptTokenCount?: number;
  candidatesTokenCount?: number;
  thoughtsTokenCount?: number;
  totalTokenCount?: number;
  candidatesTokensDetails?: { modality?: string; tokenCount?: number }[];
}
