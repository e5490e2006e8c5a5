import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');
const cache = join(root, 'node_modules/.cache/socialsync');
/** Everything that workflow code may import, and what decides how it is bundled. */
const sources = ['workflows', 'contracts'];

export interface WorkflowBundle {
  /** A JavaScript file for Worker.create's workflowBundle. */
  codePath: string;
  /** Names this workflow code: it changes when the code does. */
  buildId: string;
}

/**
 * The workflows as one bundle, made once for each state of their sources and kept beside node_modules. It is made in
 * a process of its own, for the bundler needs 100 MB that a worker would keep.
 */
export async function loadWorkflowBundle(): Promise<WorkflowBundle> {
  const buildId = await hashSources();
  const codePath = join(cache, `workflows-${buildId}.js`);
  if (!existsSync(codePath)) {
    await promisify(execFile)(process.execPath, [import.meta.filename, codePath], {
      maxBuffer: 2 ** 26,
    });
  }
  return { codePath, buildId };
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [join(root, 'package-lock.json'), import.meta.filename])
    hash.update(await readFile(file));
  for (const folder of sources) {
    const files = (await readdir(join(root, folder), { recursive: true })).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    for (const file of files.sort()) hash.update(file).update(await readFile(join(root, folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

async function build(codePath: string): Promise<void> {
  const silent = {
    log() {},
    trace() {},
    debug() {},
    info() {},
    warn() {},
    error: (message: string) => process.stderr.write(`${message}\n`),
  };
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const workflowsPath = join(root, 'workflows/index.ts');
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    // Run once, not for each workflow: our modules keep nothing of one.
    preloadModules: [workflowsPath],
    logger: silent,
  });
  await mkdir(cache, { recursive: true });
  const unfinished = `${codePath}.${process.pid}`;
  await writeFile(unfinished, code);
  await rename(unfinished, codePath);
}

if (import.meta.main) {
  const codePath = process.argv[2];
  if (!codePath) throw new Error('usage: workflowBundle.ts <file to write>');
  await build(codePath);
}
