import type { Endpoint } from '../endpoint.ts';
import { dashboard } from './dashboard.ts';
import { history } from './history.ts';
import { stats } from './stats.ts';
import { sync } from './sync.ts';
import { topPosts } from './topPosts.ts';

/** /api/social-media: what the connections tell. */
export const insights: Endpoint[] = [sync, stats, history, topPosts, dashboard];
