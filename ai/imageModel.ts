import type { ImageQuality, ImageStyle } from '../contracts/images.ts';

/** A large image at the highest quality takes a model one to two minutes. */
export const imageTimeoutMs = 180_000;

/** The sides a person may ask for, in pixels. */
type ImageSide = 256 | 512 | 1024;

/** One image to make. */
export interface ImageRequest {
  prompt: string;
  /** What it adds to the prompt is in styles.ts. */
  style: ImageStyle;
  width: ImageSide;
  height: ImageSide;
  quality: ImageQuality;
}

/** The file types the vendors answer with. */
export type ImageMediaType = 'image/png' | 'image/jpeg' | 'image/webp';

/** What a call used. null where the vendor did not say: an unknown is never 0. */
interface TokenUsage {
  input: number | null;
  output: number | null;
  total: number | null;
}

/** An image as the vendor made it: in a size the vendor knows, near the asked proportions, not yet fitted. */
export interface GeneratedImage {
  bytes: Buffer;
  mediaType: ImageMediaType;
  /** The prompt as the vendor rewrote it. */
  revisedPrompt: string | null;
  tokens: TokenUsage;
  /** In US dollars, by prices.ts; null when the vendor reported no tokens or the model has no price there. */
  costUsd: number | null;
}

/** A vendor's model that turns words into an image. */
export interface ImageModel {
  readonly provider: 'openai' | 'gemini';
  /** The vendor's name of the model. */
  readonly model: string;
  /**
   * Makes one image by one call, without retries; it takes at most 180 s.
   * When `signal` aborts, the call is given up and the signal's reason is thrown.
   * @throws {ModelRefused | ModelRateLimited | ModelUnavailable | ModelAnswerLost | ModelMisconfigured} see errors.ts.
   */
  generate(request: ImageRequest, signal: AbortSignal): Promise<GeneratedImage>;
}
