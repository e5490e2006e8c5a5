/** Finds one of some words in a prompt, whole (also with a plural s or x): "mer" is the sea, but not in "camera". */
export const anyOf = (...words: string[]): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${words.join('|')})[sx]?(?!\\p{L})`, 'iu');
