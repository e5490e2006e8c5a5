import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';
import { api, type PageOf } from './api.ts';

/** As many as the API gives at once. */
const pageSize = 100;

/** A list under /api/v1, page by page: `data` is its items as far as they were read, `hasNextPage` that there are more. */
export const pagedQuery = <Item>(queryKey: QueryKey, path: string) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api.getPage<Item>(path, { query: { page: pageParam, page_size: pageSize }, signal }),
    initialPageParam: 1,
    getNextPageParam: ({ total }: PageOf<Item>, _pages: PageOf<Item>[], page: number) =>
      page * pageSize < total ? page + 1 : null,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
