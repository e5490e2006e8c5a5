import type Router from '@koa/router';
import type { FaultName } from './faults.ts';
import type { Store } from './store.ts';

/** What a stand-in says of itself. */
export interface Description {
  name: string;
  /** One line for the sandbox's page. */
  about: string;
  /** What can be made to go wrong here. */
  faults: readonly FaultName[];
}

/** One vendor, stood in for: it adds its own paths, and knows the vendor's published protocol and nothing of ours. */
export interface StandIn extends Description {
  /** The address a client uses as its base, below the sandbox's own. */
  base: string;
  mount(router: Router, store: Store): void;
}

/** What the control endpoint and the pages are given. */
export interface Sandbox {
  store: Store;
  /** The vendors that speak HTTP. */
  standIns: StandIn[];
  /** The mail server, and where it listens. */
  mail: Description & { port: number };
}

/** All that can be made to fail: the vendors and the mail server. */
export const allOf = ({ standIns, mail }: Sandbox): Description[] => [...standIns, mail];
