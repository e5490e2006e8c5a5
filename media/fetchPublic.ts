import { Agent, request, type Dispatcher } from 'undici';
import { isMp4, maximumFilmBytes } from './film.ts';
import { NotAnImage } from './notAnImage.ts';
import { isPublicAddress, pinnedTo, resolveHost } from './publicAddress.ts';
import { convertImage, readPictureFacts } from './sharp.ts';

/** From the question for the name to the last byte, in ms. */
const usualDeadlineMs = 30_000;
const maximumImageBytes = 25 * 1024 * 1024;

/** What is wrong with an address that was given, or with what stands there. */
export class NotFetched extends Error {
  override name = 'NotFetched';
  readonly code: NotFetchedCode;

  constructor(code: NotFetchedCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

type NotFetchedCode =
  | 'not_an_address'
  | 'not_public'
  | 'unreachable'
  | 'redirected'
  | 'refused'
  | 'too_large'
  | 'too_slow'
  | 'not_media'
  | 'not_a_picture';

/** What stood at an address. Pixels as the picture stands upright; null of a film. */
export interface FetchedMedia {
  kind: 'image' | 'video';
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp' | 'video/mp4';
  width: number | null;
  height: number | null;
  bytes: Buffer;
}

/**
 * Fetches a picture (25 MiB) or an MP4 film (200 MiB) from an address that a person gave. Its name is resolved once, and
 * the connection made to just those addresses, all of which must be public: nothing inside our network can be reached
 * this way. Redirects are not followed, and what a server says of its content counts for nothing.
 * `trustedOrigins`: these may lie anywhere; our own and the sandbox's, while nothing is public.
 * `picturesOnly`: a film is refused by its first bytes.
 * @throws {NotFetched}
 */
export async function fetchPublic(
  address: string,
  {
    trustedOrigins,
    picturesOnly = false,
    deadlineMs = usualDeadlineMs,
  }: { trustedOrigins: string[]; picturesOnly?: boolean; deadlineMs?: number },
): Promise<FetchedMedia> {
  const url = readAddress(address);
  const signal = AbortSignal.timeout(deadlineMs);
  const resolved = await resolve(url, signal);
  const isOpen = trustedOrigins.includes(url.origin) || resolved.every((one) => isPublicAddress(one.address));
  if (!isOpen) throw new NotFetched('not_public', `${url.hostname} is no address of the public Internet`);
  const agent = new Agent({ connect: { lookup: pinnedTo(resolved), timeout: 5_000 } });
  try {
    return await identify(await download(url, agent, { signal, picturesOnly }));
  } finally {
    await agent.destroy();
  }
}

function readAddress(address: string): URL {
  const url = URL.parse(address);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new NotFetched('not_an_address', 'not an address that starts with http:// or https://');
  if (url.username || url.password)
    throw new NotFetched('not_an_address', 'an address must hold no name and no password');
  return url;
}

async function resolve({ hostname }: URL, signal: AbortSignal) {
  const expired = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(tooSlow()), { once: true });
  });
  try {
    return await Promise.race([resolveHost(hostname), expired]);
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    throw new NotFetched('unreachable', `${hostname} cannot be found`, error);
  }
}

async function download(
  url: URL,
  agent: Agent,
  { signal, picturesOnly }: { signal: AbortSignal; picturesOnly: boolean },
): Promise<Buffer> {
  try {
    const response = await request(url, {
      dispatcher: agent,
      signal,
      headers: { accept: 'image/*, video/mp4', 'user-agent': 'SocialSync/1.0' },
    });
    const { statusCode: status } = response;
    if (status >= 300 && status < 400)
      throw new NotFetched('redirected', `${url.host} leads on to another address: give that one`);
    if (status !== 200) throw new NotFetched('refused', `${url.host} answered ${status}`);
    return await readBody(response, picturesOnly);
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    if (signal.aborted) throw tooSlow();
    throw new NotFetched('unreachable', `${url.host} cannot be reached`, error);
  }
}

/** Stops reading where it is too much: films are told from pictures by their first bytes. */
async function readBody(response: Dispatcher.ResponseData, picturesOnly: boolean): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let limit = maximumFilmBytes;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= 12 && size - chunk.length < 12) {
      const isFilm = isMp4(Buffer.concat(chunks));
      if (isFilm && picturesOnly) throw new NotFetched('not_a_picture', 'a film, where a picture is wanted');
      if (!isFilm) limit = maximumImageBytes;
    }
    if (size > limit) throw new NotFetched('too_large', `larger than ${limit / 1024 / 1024} MiB`);
  }
  return Buffer.concat(chunks);
}

async function identify(bytes: Buffer): Promise<FetchedMedia> {
  if (isMp4(bytes)) return { kind: 'video', mediaType: 'video/mp4', width: null, height: null, bytes };
  try {
    const { type: mediaType, width, height } = await readPictureFacts(bytes);
    // Read to its end: one that is cut off is no picture.
    await convertImage(bytes, (image) => image.resize(16));
    return { kind: 'image', mediaType, width, height, bytes };
  } catch (error) {
    if (!(error instanceof NotAnImage)) throw error;
    throw new NotFetched(
      'not_media',
      'no PNG, JPEG or WebP picture that can be read, and no MP4 film',
      error,
    );
  }
}

const tooSlow = () => new NotFetched('too_slow', 'it took too long to fetch');
