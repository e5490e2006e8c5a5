import { TopInfluencers, TopInfluencersQuery } from '../../contracts/socialMedia.ts';
import { findTopInfluencers } from '../../db/statistics.ts';
import { endpoint, ok } from '../endpoint.ts';
import { presentRecorded } from '../insights/presentRecorded.ts';

/** For administrators: the ranking crosses customers. */
export const topInfluencers = endpoint({
  method: 'GET',
  path: '/api/social-media/admin/top-influencers',
  summary: 'The hundred accounts with the highest engagement, of all projects',
  tag: 'Social media',
  access: 'admin',
  query: TopInfluencersQuery,
  answers: { 200: TopInfluencers },
  async handle({ query }) {
    return ok((await findTopInfluencers(query.limit)).map(presentRecorded));
  },
});
