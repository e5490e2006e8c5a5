import type { MediaKind, TakenFiles } from '../contracts/sending.ts';
import { extensionOf } from './attachments.ts';
import { typeOfExtension, type Extension } from './keys.ts';
import { NotAnImage } from './notAnImage.ts';
import { prepareOwnPicture } from './ownPicture.ts';
import { convertImage } from './sharp.ts';

/** A file as it goes out with a message. */
export interface MessageFile {
  kind: MediaKind;
  bytes: Buffer;
  extension: Extension;
}

/** A file that the channel does not take: `code` is that of its message, `maximumBytes` what it takes of this kind. */
export class FileNotTaken extends Error {
  override name = 'FileNotTaken';
  readonly code: 'file_not_taken' | 'file_too_large';
  readonly maximumBytes: number;

  constructor(code: FileNotTaken['code'], maximumBytes = 0) {
    super(code);
    this.code = code;
    this.maximumBytes = maximumBytes;
  }
}

const kinds: Partial<Record<Extension, MediaKind>> = {
  ...{ png: 'image', jpg: 'image', webp: 'image', mp4: 'video', pdf: 'document' },
  ...{ m4a: 'audio', ogg: 'audio', mp3: 'audio', aac: 'audio', amr: 'audio' },
};

/** Tried one after the other until a picture is small enough. */
const attempts = [
  { quality: 90, side: 4096 },
  { quality: 80, side: 3072 },
  { quality: 75, side: 2048 },
  { quality: 70, side: 1280 },
];

/**
 * What a person attached, as a channel takes it. What it is its content says, not its name. A picture is drawn anew, as
 * one's own pictures are: upright, without what the file told beside it, in a type and a size that the channel takes. Films,
 * sounds and documents stay as they are.
 * @throws {FileNotTaken}, {NotAnImage}
 */
export async function prepareMessageFile(upload: Buffer, taken: readonly TakenFiles[]): Promise<MessageFile> {
  const extension = extensionOf(upload);
  const kind = kinds[extension];
  const terms = taken.find((each) => each.kind === kind);
  if (!kind || !terms) throw new FileNotTaken('file_not_taken');
  if (kind === 'image') return { kind, ...(await preparePicture(upload, terms)) };
  if (!terms.mediaTypes.includes(typeOfExtension(extension))) throw new FileNotTaken('file_not_taken');
  if (upload.length > terms.maximumBytes) throw new FileNotTaken('file_too_large', terms.maximumBytes);
  return { kind, bytes: upload, extension };
}

async function preparePicture(
  upload: Buffer,
  { mediaTypes, maximumBytes }: TakenFiles,
): Promise<{ bytes: Buffer; extension: Extension }> {
  const own = await prepareOwnPicture(upload);
  if (mediaTypes.includes(typeOfExtension(own.extension)) && own.bytes.length <= maximumBytes) return own;
  for (const { quality, side } of attempts) {
    const bytes = await convertImage(own.bytes, (image) =>
      image
        .resize(side, side, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: 'white' })
        .jpeg({ quality }),
    );
    if (bytes.length <= maximumBytes) return { bytes, extension: 'jpg' };
  }
  throw new NotAnImage(`larger than ${maximumBytes} bytes, however small it is drawn`);
}
