import { QueryClient } from '@tanstack/react-query';
import { isPassing, pauseAfter } from './problem.ts';

/**
 * What was asked is asked again when live events say so (app/live), not by a clock. What is refused for good is not
 * asked again by itself.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: pauseAfter,
      refetchOnWindowFocus: false,
      throwOnError: false,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
