/** The addresses of the dashboard's pages; the pages themselves are dashboard/app/routes.tsx. */
const pages = [
  /^\/$/,
  // A file that a later build replaced is gone: no page stands in its place.
  /^\/dashboard(?!\/assets\/)(\/.*)?$/,
  /^\/(sign-in|register|forgotten-password)$/,
  /^\/influencer\/social-media(\/history)?$/,
];

/** Whether the dashboard has a page at this address, or says itself that it has none: anything else is the API's. */
export const isDashboardPage = (path: string): boolean => pages.some((page) => page.test(path));
