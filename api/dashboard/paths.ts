/** The addresses of the dashboard's pages; the pages themselves are dashboard/app/routes.tsx. */
const pages = [
  /^\/$/,
  /^\/dashboard(\/.*)?$/,
  /^\/(sign-in|register|forgotten-password)$/,
  /^\/influencer\/social-media(\/history)?$/,
];

/** Whether the dashboard has a page at this address, or says itself that it has none: anything else is the API's. */
export const isDashboardPage = (path: string): boolean => pages.some((page) => page.test(path));
