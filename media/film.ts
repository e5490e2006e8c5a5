/** The largest film that is taken, in bytes. */
export const maximumFilmBytes = 200 * 1024 * 1024;

/** The bytes are no film that we take: another type, or too large. */
export class NotAFilm extends Error {
  override name = 'NotAFilm';
}

/**
 * Whether a file begins as MP4 does: a box `ftyp` (ISO/IEC 14496-12) of another brand than QuickTime's. What else is in
 * it, the platforms judge.
 */
export const isMp4 = (bytes: Uint8Array): boolean => {
  const beginning = Buffer.from(bytes.subarray(4, 12)).toString('latin1');
  return beginning.startsWith('ftyp') && beginning.length === 8 && !beginning.endsWith('qt  ');
};

/** @throws {NotAFilm} when the bytes are no MP4, or more than 200 MiB. */
export function checkFilm(bytes: Uint8Array): void {
  if (bytes.length > maximumFilmBytes) throw new NotAFilm('larger than 200 MiB');
  if (!isMp4(bytes)) throw new NotAFilm('not an MP4 film');
}
