import { Agent, request, type Dispatcher } from 'undici';
import { isPublicAddress, pinnedTo, resolveHost } from './publicAddress.ts';

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

interface Download {
  /** These may lie anywhere; our own and the sandbox's, while nothing is public. */
  trustedOrigins: string[];
  /** From the question for the name to the last byte, in ms. */
  deadlineMs: number;
  headers: Record<string, string>;
  /** The most bytes of a file that begins like this. */
  limitOf: (beginning: Buffer) => number;
}

/**
 * Fetches what stands at an address that a stranger gave. Its name is resolved once, and the connection made to just
 * those addresses, all of which must be public: nothing inside our network can be reached this way. Redirects are not
 * followed. @throws {NotFetched}
 */
export async function downloadPublic(address: string, options: Download): Promise<Buffer> {
  const signal = AbortSignal.timeout(options.deadlineMs);
  const { url, resolved } = await locate(address, options.trustedOrigins, signal);
  const agent = new Agent({ connect: { lookup: pinnedTo(resolved), timeout: 5_000 } });
  try {
    return await download(url, agent, signal, options);
  } finally {
    await agent.destroy();
  }
}

/**
 * Whether what stands at an address would be asked for at all: it is one, its name is known, and it is public. Nothing is
 * fetched. @throws {NotFetched}
 */
export async function checkPublicAddress(
  address: string,
  { trustedOrigins, deadlineMs }: Pick<Download, 'trustedOrigins' | 'deadlineMs'>,
): Promise<void> {
  await locate(address, trustedOrigins, AbortSignal.timeout(deadlineMs));
}

async function locate(address: string, trustedOrigins: string[], signal: AbortSignal) {
  const url = readAddress(address);
  const resolved = await resolve(url, signal);
  const isOpen = trustedOrigins.includes(url.origin) || resolved.every((one) => isPublicAddress(one.address));
  if (!isOpen) throw new NotFetched('not_public', `${url.hostname} is no address of the public Internet`);
  return { url, resolved };
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
  signal: AbortSignal,
  { headers, limitOf }: Download,
): Promise<Buffer> {
  try {
    const response = await request(url, {
      dispatcher: agent,
      signal,
      headers: { 'user-agent': 'SocialSync/1.0', ...headers },
    });
    const { statusCode: status } = response;
    if (status >= 300 && status < 400)
      throw new NotFetched('redirected', `${url.host} leads on to another address: give that one`);
    if (status !== 200) throw new NotFetched('refused', `${url.host} answered ${status}`);
    return await readBody(response, limitOf);
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    if (signal.aborted) throw tooSlow();
    throw new NotFetched('unreachable', `${url.host} cannot be reached`, error);
  }
}

/** Stops reading where it is too much: how much that is, the first bytes tell. */
async function readBody(response: Dispatcher.ResponseData, limitOf: Download['limitOf']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let limit = Infinity;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= 12 && size - chunk.length < 12) limit = limitOf(Buffer.concat(chunks));
    if (size > limit) throw new NotFetched('too_large', `larger than ${limit / 1024 / 1024} MiB`);
  }
  return Buffer.concat(chunks);
}

const tooSlow = () => new NotFetched('too_slow', 'it took too long to fetch');
