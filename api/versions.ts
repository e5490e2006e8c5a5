import { createHash } from 'node:crypto';
import { Refusal } from '../contracts/refusal.ts';

/** What people can change of a thing, by the names that requests have for it; always in the same order. */
type Members = Record<string, unknown>;

/** Of each member; two that are different look the same once in so many billions. */
const digestLength = 6;

/** A thing as it is now, so short that it can go along with an answer and come back with a request. */
export const versionOf = (members: Members): string => Object.values(members).map(digest).join('');

const digest = (member: unknown): string =>
  createHash('sha256').update(JSON.stringify(member)).digest('base64url').slice(0, digestLength);

/**
 * That a thing is what it was when its version was read; of who names none, nothing is asked. To be called where the
 * thing is held until the change is written.
 * @throws {Refusal} changed_meanwhile, with the members that are others now
 */
export function needVersion(read: string | undefined, members: Members): void {
  if (read === undefined || read === versionOf(members)) return;
  const changed = Object.entries(members).filter(([, member], index) => {
    const begin = index * digestLength;
    return read.slice(begin, begin + digestLength) !== digest(member);
  });
  const fields = Object.fromEntries(changed.map(([name]) => [name, ['changed_by_another']]));
  throw new Refusal('conflict', 'changed_meanwhile', { fields });
}
