/** Where a page of the dashboard is, opened in a project where that is known; `page` as `posts/7`. */
export type PageLink = (page: string, projectId: string | null) => string;

export const createPageLink =
  (publicUrl: string): PageLink =>
  (page, projectId) => {
    const url = new URL(`${publicUrl}/dashboard/${page}`);
    if (projectId !== null) url.searchParams.set('project', projectId);
    return url.href;
  };
