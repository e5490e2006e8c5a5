import type { Endpoint } from '../endpoint.ts';
import { health } from './health.ts';
import { jobEndpoints } from './jobs.ts';
import { refreshTokens } from './refreshTokens.ts';
import { syncLogs } from './syncLogs.ts';
import { temporalUi } from './temporalUi.ts';
import { topInfluencers } from './topInfluencers.ts';

/** /api/social-media/admin and /api/admin/jobs: for administrators, over all projects. */
export const administration: Endpoint[] = [
  refreshTokens,
  syncLogs,
  health,
  topInfluencers,
  temporalUi,
  ...jobEndpoints,
];
