import type { Endpoint } from '../endpoint.ts';
import { health } from './health.ts';
import { versions } from './versions.ts';

export const system: Endpoint[] = [health, versions];
