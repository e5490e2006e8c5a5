/** Tags as a query or a form says them: separated by commas. */
export const splitTags = (tags = ''): string[] =>
  tags
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
