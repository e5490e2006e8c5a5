/** Something that was tried to be sent. */
export interface Attempt {
  /** A message that is sent twice under the same name is one. */
  name: string;
  content: string;
}

/** Under which name this goes out: the one of the last attempt while it says the same, so that it arrives once. */
export const attemptOf = (last: Attempt | null, content: string): Attempt =>
  last?.content === content ? last : { name: crypto.randomUUID(), content };
