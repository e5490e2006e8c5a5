/** What stands for itself, in this order: an escaped character, an element, plain text. */
const piece =
  /\\([|{}@[\]()<>#\\*_~])|@\[((?:\\.|[^\]])+)\]\(urn:li:(?:person|organization):[\w-]+\)|(#[\p{L}\p{N}]+)|\{hashtag\|\\?#\|((?:\\.|[^}])+)\}|([^|{}@[\]()<>#\\*_~]+)/uy;

const unescaped = (text: string): string => text.replace(/\\(.)/gsu, '$1');

/**
 * What readers see of a commentary. A reserved character must be escaped, unless it is part of a mention or a hashtag:
 * learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format. The real one answers 201 all
 * the same, and cuts the text off there (seen by many, unconfirmed).
 */
export function readLittleText(commentary: string): string {
  let seen = '';
  piece.lastIndex = 0;
  for (let found = piece.exec(commentary); found; found = piece.exec(commentary)) {
    const [, escaped, mention, hashtag, template, plain] = found;
    if (mention !== undefined) seen += unescaped(mention);
    else if (template !== undefined) seen += `#${unescaped(template)}`;
    else seen += escaped ?? hashtag ?? plain ?? '';
  }
  return seen;
}
