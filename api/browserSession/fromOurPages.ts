import type { Config } from '../../config/load.ts';
import { forbidden } from '../../contracts/refusal.ts';

/**
 * Refuses what a page of another site makes a browser send along with its cookie: a form cannot set the header, a
 * script of another origin may not, and a browser always says where a request comes from. The page's own host counts,
 * for a developer's server stands before the API under an address of its own.
 * @throws {Refusal} 403 cross_site
 */
export function assertFromOurPages(config: Config, header: (name: string) => string | undefined): void {
  const origin = header('origin');
  const isMarked = header('x-requested-with') === 'dashboard';
  const isOurs =
    origin !== undefined &&
    (origin === new URL(config.PUBLIC_URL).origin || hostOf(origin) === header('host')?.toLowerCase());
  if (!isMarked || !isOurs) throw forbidden('cross_site');
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
