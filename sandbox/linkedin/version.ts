import type { Call } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';

/** Months that a version lives for. */
const lifetime = 12;

/**
 * The versioned API, below /rest/, wants a month in LinkedIn-Version, no older than a year:
 * learn.microsoft.com/linkedin/marketing/versioning. The unversioned one overlooks the header.
 */
export function checkVersion({ ctx, now }: Call): void {
  if (!ctx.path.startsWith('/linkedin/api/rest/')) return;
  const version = ctx.get('linkedin-version');
  if (!version) {
    throw new Refused(
      'bad_request',
      'A version must be present. Please specify a version by adding the LinkedIn-Version header.',
    );
  }
  const [, year, month] = /^(20\d\d)(0[1-9]|1[0-2])$/.exec(version) ?? [];
  const today = new Date(now);
  const age = today.getUTCFullYear() * 12 + today.getUTCMonth() + 1 - (Number(year) * 12 + Number(month));
  if (!(age >= 0 && age <= lifetime)) {
    throw new Refused('forbidden', `Requested version ${version} is not active`);
  }
}
