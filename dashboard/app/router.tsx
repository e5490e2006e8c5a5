import { createRouter } from '@tanstack/react-router';
import { PageError } from './shell/PageError.tsx';
import { PageMissing } from './shell/PageMissing.tsx';
import { PagePending } from './shell/PagePending.tsx';
import { routeTree } from './routes.tsx';
import { expectArrival } from './shell/arrival.ts';

/** Pages are loaded when they are visited, or when somebody is about to: at hover and focus of a link. */
export const router = createRouter({
  routeTree,
  // What no page reads of an address is left out of it.
  search: { strict: true },
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: PageMissing,
  scrollRestoration: true,
});

router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) expectArrival();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
