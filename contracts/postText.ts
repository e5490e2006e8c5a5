/** The text of a post as it stands at a platform: the caption, then the hashtags in a paragraph of their own. */
export const postText = ({ caption, hashtags }: { caption: string; hashtags: string }): string =>
  [caption.trim(), hashtags.trim()].filter(Boolean).join('\n\n');

/** Hashtags as they are published: each word of them begins with #, also where its writer left that out. */
export const asHashtags = (words: string): string => words.replace(/(?<![^\s,;])(?=[\p{L}\p{N}_])/gu, '#');
