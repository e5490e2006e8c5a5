import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query';

/**
 * Reads what is shown again. What is being read when this is called is shown first, that nobody waits longer, and then
 * read once more: it may have been answered before what changed.
 */
export async function readAgain(queryClient: QueryClient, what: InvalidateQueryFilters): Promise<void> {
  const onTheirWay = new Set(queryClient.getQueryCache().findAll({ ...what, fetchStatus: 'fetching' }));
  await queryClient.invalidateQueries(what, { cancelRefetch: false });
  if (onTheirWay.size > 0)
    await queryClient.invalidateQueries({ predicate: (query) => onTheirWay.has(query) });
}
