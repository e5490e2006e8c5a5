import type { Endpoint } from './endpoint.ts';
import { images } from './images/index.ts';
import { system } from './system/index.ts';

/** Every endpoint of the API, one line a resource. */
export const endpoints: Endpoint[] = [...system, ...images];
