/** The largest film that is taken, in bytes. */
export const maximumFilmBytes = 200 * 1024 * 1024;

/**
 * Whether a file begins as MP4 does: a box `ftyp` (ISO/IEC 14496-12) of another brand than QuickTime's. What else is in
 * it, the platforms judge.
 */
export const isMp4 = (bytes: Uint8Array): boolean => {
  const beginning = Buffer.from(bytes.subarray(4, 12)).toString('latin1');
  return beginning.startsWith('ftyp') && beginning.length === 8 && !beginning.endsWith('qt  ');
};
