/** Stands for wherever the dashboard is served from. */
const here = 'https://dashboard.invalid';

/**
 * Where somebody goes on once signed in, of what an address says: a page of this dashboard, as a path; undefined for
 * anything else, for anybody can write an address.
 */
export function readNextPlace(next: unknown): string | undefined {
  if (typeof next !== 'string' || !URL.canParse(next, here)) return undefined;
  // Judged as a browser would read it: `/\evil.example` and `/dashboard/..//evil.example` lead elsewhere.
  const { origin, pathname, search, hash } = new URL(next, here);
  return origin === here && /^\/dashboard(\/|$)/.test(pathname) ? pathname + search + hash : undefined;
}
