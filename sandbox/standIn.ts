import type Router from '@koa/router';
import type { Store } from './store.ts';

/** What a stand-in is given. */
export interface Sandbox {
  store: Store;
}

/** One vendor, stood in for: it adds its own paths, and knows the vendor's published protocol and nothing of ours. */
export interface StandIn {
  name: string;
  /** The address a client uses as its base, below the sandbox's own. */
  base: string;
  /** One line for the sandbox's page. */
  about: string;
  mount(router: Router, sandbox: Sandbox): void;
}
