import { createHash, randomUUID } from 'node:crypto';
import { keptAnswerKey } from '../contracts/storageKeys.ts';

/** A key that no file of ours has: an address made by hand, or an attempt to leave the storage. */
export class InvalidKey extends Error {
  override name = 'InvalidKey';

  constructor() {
    super('not a key of the media storage');
  }
}

const mediaTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  mp4: 'video/mp4',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  amr: 'audio/amr',
  pdf: 'application/pdf',
  bin: 'application/octet-stream',
  json: 'application/json',
} as const;

/** The file types that are stored, by their extension. */
export type Extension = keyof typeof mediaTypes;

/** Where all files are. */
export const folders = [
  ...(['images', 'avatars', 'generations', 'renditions', 'uploads', 'videos', 'attachments'] as const),
];
export type Folder = (typeof folders)[number];

/** One of the folders, one plain name, one known extension: no other path can be written this way. */
const keyPattern = new RegExp(
  `^(?:${folders.join('|')})/[a-z0-9][a-z0-9-]{0,99}\\.(?:${Object.keys(mediaTypes).join('|')})$`,
);

/** True for what the functions below make, and nothing that could mean another place. */
export const isKey = (key: string): boolean => keyPattern.test(key);

/** An image's file. It changes with its content, so that it may be cached for ever. */
export const imageKey = (imageId: number, bytes: Uint8Array, extension: 'png' | 'jpg' | 'webp'): string =>
  checked(`images/${imageId}-${contentHash(bytes)}.${extension}`);

/** The file of an image that its owner brought: each upload has its own, also of the same picture. */
export const ownImageKey = (bytes: Uint8Array, extension: 'png' | 'jpg' | 'webp'): string =>
  checked(`images/own-${randomUUID()}-${contentHash(bytes)}.${extension}`);

/** A person's picture, as prepareAvatar makes it. It changes with its content. */
export const avatarKey = (userId: string, bytes: Uint8Array): string =>
  checked(`avatars/${userId.toLowerCase()}-${contentHash(bytes)}.jpg`);

/** What a customer attached to a message, at its place in it. It changes with its content. */
export const attachmentKey = (
  messageId: string,
  place: number,
  bytes: Uint8Array,
  extension: Extension,
): string => checked(`attachments/${messageId}-${place}-${contentHash(bytes)}.${extension}`);

/** A film that was fetched for one post: another one each time, so that removing it takes no other post's away. */
export const newVideoKey = (bytes: Uint8Array): string =>
  checked(`videos/${randomUUID()}-${contentHash(bytes)}.mp4`);

/** The id of a post's film, which its key begins with; null for the key of another kind of file. */
export const videoIdOf = (key: string): string | null => /^videos\/([0-9a-f-]{36})-/.exec(key)?.[1] ?? null;

/** A picture that was fetched from a person's address for one post, or a file that a person attached to a message: likewise. */
export const newUploadKey = (bytes: Uint8Array, extension: Extension): string =>
  checked(`uploads/${randomUUID()}-${contentHash(bytes)}.${extension}`);

/**
 * A picture in the form that a platform takes: `recipe` names the picture's own key and all that was asked for, so that
 * the same is made once.
 */
export const renditionKey = (recipe: string, extension: 'png' | 'jpg'): string =>
  checked(`renditions/${createHash('sha256').update(recipe).digest('hex')}.${extension}`);

/** What a model answered, kept until the image is settled, so that it is not paid for twice. */
export const generationKey = (generationId: string): string => checked(keptAnswerKey(generationId));

/** @throws {InvalidKey} */
export function mediaTypeOf(key: string): (typeof mediaTypes)[Extension] {
  const extension = checked(key).split('.')[1] as Extension;
  return mediaTypes[extension];
}

/** The media type of files with this extension. */
export const typeOfExtension = (extension: Extension): (typeof mediaTypes)[Extension] =>
  mediaTypes[extension];

const contentHash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 32);

function checked(key: string): string {
  if (!isKey(key)) throw new InvalidKey();
  return key;
}
