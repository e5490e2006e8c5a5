import type { ImageStatus } from '../../../contracts/images.ts';

export const imageStates: readonly ImageStatus[] = [
  'generated',
  'validated',
  'pending',
  'rejected',
  'failed',
];

/** What a gallery shows, and what is opened over it; a shared link shows the same. */
export interface ImagesSearch {
  status?: ImageStatus;
  tag?: string;
  search?: string;
  open?: 'generate' | 'upload' | 'review';
  /** An image whose making is to be repeated. */
  like?: number;
}

/** Reads it from the address; what is no such thing is passed over. */
export function readImagesSearch(from: Record<string, unknown>): ImagesSearch {
  const status = imageStates.find((each) => each === from.status);
  const open = (['generate', 'upload', 'review'] as const).find((each) => each === from.open);
  const isWord = (value: unknown) => ['string', 'number'].includes(typeof value) && value !== '';
  return {
    ...(status && { status }),
    ...(isWord(from.tag) && { tag: String(from.tag) }),
    ...(isWord(from.search) && { search: String(from.search) }),
    ...(open && { open }),
    ...(Number.isInteger(from.like) && { like: Number(from.like) }),
  };
}
