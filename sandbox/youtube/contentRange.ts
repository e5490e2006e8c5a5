/** What a PUT to an upload's session says of its bytes. */
type ContentRange =
  /** `bytes * /n`: asks how far the upload is. */
  | { kind: 'status' }
  /** `bytes first-last/total`; `total` is null where it is `*`. */
  | { kind: 'part'; first: number; last: number; total: number | null };

/** Reads the header Content-Range (RFC 9110, section 14.4); null when it is none. */
export function readContentRange(header: string): ContentRange | null {
  const [, first, last, total] = /^bytes (?:\*|(\d+)-(\d+))\/(\d+|\*)$/.exec(header.trim()) ?? [];
  if (total === undefined) return null;
  if (first === undefined || last === undefined) return { kind: 'status' };
  const part = { first: Number(first), last: Number(last), total: total === '*' ? null : Number(total) };
  const fits = part.first <= part.last && (part.total === null || part.last < part.total);
  return fits ? { kind: 'part', ...part } : null;
}
