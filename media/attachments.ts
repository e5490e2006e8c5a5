import { downloadPublic, NotFetched } from './downloadPublic.ts';
import type { Extension } from './keys.ts';

/** The largest attachment that is kept, in bytes: it stands in memory on its way. */
const maximumBytes = 32 * 1024 * 1024;
const deadlineMs = 60_000;

/** A file that a customer sent. */
interface Attachment {
  bytes: Buffer;
  extension: Extension;
}

/**
 * Fetches what a customer attached, from where its platform says; `bearer` is the access token, where it is given only
 * to whoever brings it. A file is what its first bytes say; one that says nothing is kept as bytes that nobody opens.
 * @throws {NotFetched}
 */
export async function fetchAttachment(
  address: string,
  { trustedOrigins, bearer }: { trustedOrigins: string[]; bearer: string | null },
): Promise<Attachment> {
  if (
    bearer &&
    !address.startsWith('https:') &&
    !trustedOrigins.some((origin) => address.startsWith(`${origin}/`))
  )
    throw new NotFetched('not_an_address', 'an access token is sent by TLS only');
  const bytes = await downloadPublic(address, {
    trustedOrigins,
    deadlineMs,
    headers: bearer ? { authorization: `Bearer ${bearer}` } : {},
    limitOf: () => maximumBytes,
  });
  return { bytes, extension: extensionOf(bytes) };
}

/** What files of a type begin with, in hexadecimal; `.` stands for any digit. */
const beginnings: [RegExp, Extension][] = [
  [/^89504e470d0a1a0a/, 'png'],
  [/^ffd8ff/, 'jpg'],
  [/^52494646.{8}57454250/, 'webp'],
  [/^474946383[79]61/, 'gif'],
  [/^.{8}667479704d3441/, 'm4a'],
  [/^.{8}66747970/, 'mp4'],
  [/^4f676753/, 'ogg'],
  [/^494433|^fff[ab23]/, 'mp3'],
  [/^fff[19]/, 'aac'],
  [/^2321414d52/, 'amr'],
  [/^255044462d/, 'pdf'],
];

/** The type of a file, by its first bytes. */
export function extensionOf(bytes: Uint8Array): Extension {
  const beginning = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  return beginnings.find(([pattern]) => pattern.test(beginning))?.[1] ?? 'bin';
}
