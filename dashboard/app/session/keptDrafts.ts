/*
 * What somebody is writing stands in this tab's storage while they do, so that a session that ends, or a reload, takes
 * it from view and not away. It is theirs alone, and goes when they sign out here.
 */
const prefix = 'socialsync.draft/';

interface Place {
  personId: string;
  projectId: string;
  /** What is written: `composer/7`. */
  name: string;
}

const keyOf = ({ personId, projectId, name }: Place): string => `${prefix}${personId}/${projectId}/${name}`;

/** What was kept; null where nothing was. */
export function readKept(place: Place): unknown {
  const kept = sessionStorage.getItem(keyOf(place));
  return kept === null ? null : (JSON.parse(kept) as unknown);
}

/** Keeps it in place of what was there. A tab that has no room for it does without. */
export function keep(place: Place, value: unknown): void {
  try {
    sessionStorage.setItem(keyOf(place), JSON.stringify(value));
  } catch {
    forgetKept(place);
  }
}

export const forgetKept = (place: Place): void => sessionStorage.removeItem(keyOf(place));

/** Nothing of anybody's is kept any more. */
export function forgetAllKept(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
