import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from './problem.ts';

const Secrets = z.object({
  JWT_SECRET: z.string().min(32),
  ENCRYPTION_KEY: z.string().min(32),
  POSTGRES_PASSWORD: z.string().min(16),
});
/** A directory of an earlier version lacks what came later. */
const Kept = Secrets.partial({ ENCRYPTION_KEY: true });

/** What the embedded servers need and nobody has to invent. */
export type Secrets = z.infer<typeof Secrets>;

/**
 * The secrets of a data directory, made at the first call and kept in its secrets.json (mode 0600).
 * @throws {Problem} when the file is there but is not ours.
 */
export function readOrMakeSecrets(dataDirectory: string): Secrets {
  const path = join(dataDirectory, 'secrets.json');
  const kept = readKept(path);
  const made = { JWT_SECRET: newSecret(), ENCRYPTION_KEY: newSecret(), POSTGRES_PASSWORD: newSecret() };
  const secrets = { ...made, ...kept };
  if (kept?.ENCRYPTION_KEY === undefined) writeSecretFile(path, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

function readKept(path: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Problem(
      `${path} cannot be read: restore it, or remove the whole directory to start from nothing`,
    );
  }
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writeSecretFile(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, content, { mode: 0o600 });
  renameSync(unfinished, path);
}

const newSecret = () => randomBytes(32).toString('base64url');
