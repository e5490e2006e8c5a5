import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { dashboardRoot, root } from './folders.ts';

/** Where the built dashboard is: what DASHBOARD_DIR names by default. */
const dashboardDirectory = join(dashboardRoot, 'dist');
const stamp = 'sources.sha256';

/** What every page needs comes in one piece each; the rest is cut by the pages that share it. */
const pieces = [
  { name: 'icons', test: /node_modules\/@tabler\// },
  {
    name: 'framework',
    test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|@tanstack\/(query-core|react-query|router-core|react-router|history|store|react-store))\//,
  },
];

/**
 * Builds the dashboard where it is missing or older than its sources, beside the old one, which is replaced when all is
 * well. @returns whether it had to. @throws what the bundler says of a mistake
 */
export async function buildDashboard(): Promise<boolean> {
  const sources = await hashSources();
  const isFresh = async () => (await readStamp()) === sources;
  if (await isFresh()) return false;
  const directory = `${dashboardDirectory}.${process.pid}`;
  // Whatever this process is run for, what it builds is for use: a test's React would be twice as large.
  process.env.NODE_ENV = 'production';
  try {
    // The bundler is large, and mostly there is nothing to do.
    const [{ build }, { viteOptions }] = await Promise.all([import('vite'), import('./viteOptions.ts')]);
    await build({
      ...viteOptions,
      mode: 'production',
      html: { cspNonce: '__CSP_NONCE__' },
      build: {
        outDir: directory,
        emptyOutDir: true,
        target: 'es2023',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 1000,
        rolldownOptions: { output: { codeSplitting: { groups: pieces } } },
      },
    });
    await compressAll(directory);
    await writeFile(join(directory, stamp), sources);
    await rm(dashboardDirectory, { recursive: true, force: true });
    // Another process may have built the same at the same time.
    await rename(directory, dashboardDirectory).catch(async (error: unknown) => {
      if (!(await isFresh())) throw error;
    });
    return true;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const readStamp = () => readFile(join(dashboardDirectory, stamp), 'utf8').catch(() => null);

/** Of everything that goes into it, and how. */
async function hashSources(): Promise<string> {
  const folders = [dashboardRoot, join(root, 'contracts'), import.meta.dirname];
  const found = await Promise.all(folders.map(filesIn));
  const hash = createHash('sha256');
  for (const path of [...found.flat().sort(), join(root, 'package-lock.json')]) {
    hash.update(`${relative(root, path)}\0`);
    hash.update(await readFile(path));
  }
  return hash.digest('hex');
}

/** The files of a folder and of those in it; not what was built there, and no tests. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(dashboardDirectory));
}

const compressible = /\.(js|css|svg|json)$/;

/** Once here, as well as it can be done, and not at every request. */
async function compressAll(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter(({ name }) => compressible.test(name))) {
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
    await writeFile(`${path}.br`, await promisify(brotliCompress)(content, options));
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}
