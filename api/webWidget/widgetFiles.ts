import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

/** A file of the widget, ready to be sent in each form that browsers take. */
export interface WidgetFile {
  /** By the name that Accept-Encoding has for each. */
  encoded: Record<'identity' | 'gzip' | 'br', Buffer>;
  /** Changes with the content. */
  etag: string;
}

export interface WidgetFiles {
  /** The whole widget as one script: bundled when it is first asked for, once a process. */
  script(): Promise<WidgetFile>;
  /** Its styles, for browsers that the script cannot give them to. */
  styles(): Promise<WidgetFile>;
}

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export function createWidgetFiles(): WidgetFiles {
  return { script: remember(bundle), styles: remember(joinStyles) };
}

/** The same as in the script: widget/styles.ts. */
async function joinStyles(): Promise<Buffer> {
  const sheets = ['frame.css', 'thread.css'].map((name) => readFile(place(`../../widget/${name}`)));
  return Buffer.concat(await Promise.all(sheets));
}

async function bundle(): Promise<Buffer> {
  const { stdout } = await promisify(execFile)(process.execPath, [place('./bundleWidget.ts')], {
    maxBuffer: 4 * 1024 * 1024,
  });
  return Buffer.from(stdout);
}

/** Made once; when that fails, once more at the next call. */
function remember(make: () => Promise<Buffer>): () => Promise<WidgetFile> {
  let made: Promise<WidgetFile> | undefined;
  return () => {
    made ??= make()
      .then(prepare)
      .catch((error: unknown) => {
        made = undefined;
        throw error;
      });
    return made;
  };
}

async function prepare(bytes: Buffer): Promise<WidgetFile> {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
  const [gzipped, br] = await Promise.all([promisify(gzip)(bytes), promisify(brotliCompress)(bytes)]);
  return { encoded: { identity: bytes, gzip: gzipped, br }, etag };
}
