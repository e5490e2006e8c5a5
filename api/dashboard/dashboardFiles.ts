import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** A built file, as it is sent. */
export interface DashboardFile {
  type: string;
  /** Whether the name says what is in it: then it never changes. */
  isHashed: boolean;
  /** By Content-Encoding. */
  bodies: { identity: Buffer; br?: Buffer; gzip?: Buffer };
}

export interface DashboardFiles {
  /** index.html, with `__CSP_NONCE__` where the nonce of a request belongs. */
  index: string;
  /** By their address below /dashboard/. */
  files: Map<string, DashboardFile>;
}

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Reads the built dashboard into memory, a few megabytes: a build that replaces it meanwhile takes no file from under a
 * page that is open. Null where there is none.
 */
export async function readDashboardFiles(directory: string): Promise<DashboardFiles | null> {
  const index = await readFile(join(directory, 'index.html'), 'utf8').catch(() => null);
  if (index === null) return null;
  const files = new Map<string, DashboardFile>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const type = types[extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const address = relative(directory, path).split(sep).join('/');
    const [identity, br, gzip] = await Promise.all([readFile(path), read(`${path}.br`), read(`${path}.gz`)]);
    files.set(address, {
      type,
      isHashed: address.startsWith('assets/'),
      bodies: { identity, ...(br && { br }), ...(gzip && { gzip }) },
    });
  }
  return { index, files };
}

const read = (path: string) => readFile(path).catch(() => null);
