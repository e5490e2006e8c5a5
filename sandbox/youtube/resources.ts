import { createHash } from 'node:crypto';
import type { AccountCall } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';

/** A resource's parts, each made when it is asked for. */
type Parts<Subject> = Record<string, (subject: Subject) => unknown>;

/** The parts that a request asks for. @throws {Refused} when it asks for none, or one that there is not. */
export function readParts({ query }: AccountCall, known: string[]): string[] {
  const asked = (query.get('part') ?? '').split(',').filter(Boolean);
  if (asked.length === 0) throw new Refused('invalid_parameter', "Required parameter 'part' is missing.");
  const unknown = asked.find((part) => part !== 'id' && !known.includes(part));
  if (unknown !== undefined) throw new Refused('invalid_parameter', `Unknown part: '${unknown}'`);
  return asked.filter((part) => part !== 'id');
}

/** `maxResults`, up to 50. @throws {Refused} */
export function readMaximum({ query }: AccountCall): number {
  const text = query.get('maxResults') ?? '5';
  const maximum = Number(text);
  if (/^\d+$/.test(text) && maximum <= 50) return maximum;
  throw new Refused('invalid_parameter', `Invalid value '${text}'. Values must be within the range: [0, 50]`);
}

/** One resource with the parts that were asked for. */
export function resource<Subject>(
  kind: string,
  id: string,
  asked: string[],
  parts: Parts<Subject>,
  subject: Subject,
): object {
  const etag = createHash('sha256').update(`${kind} ${id}`).digest('base64url').slice(0, 27);
  const given = asked.map((part) => [part, parts[part]?.(subject)]);
  return { kind: `youtube#${kind}`, etag, id, ...(Object.fromEntries(given) as Record<string, unknown>) };
}

/** Pictures in the sizes that YouTube gives: one picture here. */
export const thumbnails = (url: string) => ({
  default: { url, width: 120, height: 90 },
  medium: { url, width: 320, height: 180 },
  high: { url, width: 480, height: 360 },
  standard: { url, width: 640, height: 480 },
});

/** What reads of one's own channel and videos need one of: developers.google.com/youtube/v3/guides/authentication */
export const readingScopes = ['youtube', 'youtube.readonly', 'youtube.force-ssl'].map(
  (name) => `https://www.googleapis.com/auth/${name}`,
);
