import type { GeneratedImage, ImageModel } from '../ai/imageModel.ts';

/** A model's answer as it is kept until the image is settled. */
export interface KeptAnswer extends Pick<
  GeneratedImage,
  'bytes' | 'mediaType' | 'revisedPrompt' | 'tokens' | 'costUsd'
> {
  provider: ImageModel['provider'];
  model: string;
  /** How long the model took. */
  seconds: number;
}

export function encodeAnswer({ bytes, ...rest }: KeptAnswer): Buffer {
  return Buffer.from(JSON.stringify({ ...rest, bytes: bytes.toString('base64') }));
}

/** The answer that was kept, or null when none was. */
export function decodeAnswer(kept: Buffer | null): KeptAnswer | null {
  if (!kept) return null;
  const { bytes, ...rest } = JSON.parse(kept.toString('utf8')) as Omit<KeptAnswer, 'bytes'> & {
    bytes: string;
  };
  return { ...rest, bytes: Buffer.from(bytes, 'base64') };
}
