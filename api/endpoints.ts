import { auth } from './auth/index.ts';
import { authV1 } from './authV1/index.ts';
import type { Endpoint } from './endpoint.ts';
import { images } from './images/index.ts';
import { projects } from './projects/index.ts';
import { system } from './system/index.ts';

/** Every endpoint of the API, one line a resource. */
export const endpoints: Endpoint[] = [...system, ...auth, ...authV1, ...projects, ...images];
