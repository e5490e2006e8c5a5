/** What the composer begins with; a reload begins with the same. */
export interface ComposerSearch {
  /** A draft or scheduled post to change. */
  post?: number;
  /** A post to begin a new one from. */
  copy?: number;
  /** The target of that post for whose account alone the new one is; without it for all. */
  target?: string;
  /** An image to begin with. */
  image?: number;
  /** The time to begin with, an instant. */
  at?: string;
}

const isId = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/** Reads it from the address; what is no such thing is passed over. */
export const readComposerSearch = ({
  post,
  copy,
  target,
  image,
  at,
}: Record<string, unknown>): ComposerSearch => ({
  ...(isId(post) && { post }),
  ...(isId(copy) && { copy }),
  ...(typeof target === 'string' && { target }),
  ...(isId(image) && { image }),
  ...(typeof at === 'string' && !Number.isNaN(Date.parse(at)) && { at }),
});
