/**
 * Whether a column has the text of a parameter in it (`$4`), whatever the case and accents of either. No sign of the text
 * stands for another one: also of those that only unaccenting makes a wildcard of, as it does of a full-width ％.
 */
export const has = (column: string, parameter: string): string =>
  `plain_text(${column}) ilike '%' || regexp_replace(plain_text(${parameter}), '[\\\\%_]', '\\\\\\&', 'g') || '%'`;
