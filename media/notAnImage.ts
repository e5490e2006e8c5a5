/** The bytes are no picture that we take: another type, broken, cut off, or too large. */
export class NotAnImage extends Error {
  override name = 'NotAnImage';
}
