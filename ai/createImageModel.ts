import { createGeminiImageModel } from './gemini/imageModel.ts';
import type { ImageModel } from './imageModel.ts';
import { createOpenAIImageModel } from './openai/imageModel.ts';
import type { VendorOptions } from './vendorOptions.ts';

const vendors = { openai: createOpenAIImageModel, gemini: createGeminiImageModel };

/** The image model of a vendor. Makes no call yet: a wrong key shows at the first image. */
export function createImageModel({
  provider,
  baseUrl,
  ...options
}: VendorOptions & { provider: ImageModel['provider'] }): ImageModel {
  return vendors[provider]({ ...options, baseUrl: baseUrl.replace(/\/+$/, '') });
}
