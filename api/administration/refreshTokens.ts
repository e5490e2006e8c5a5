import { startWorkflow } from '../../commands/startWorkflow.ts';
import { JobAccepted, RefreshTokensQuery, RefreshTokensRequest } from '../../contracts/administration.ts';
import { workflows } from '../../contracts/workflows.ts';
import { accepted, endpoint } from '../endpoint.ts';
import { say } from '../messages/index.ts';

export const refreshTokens = endpoint({
  method: 'POST',
  path: '/api/social-media/admin/refresh-tokens',
  summary: 'Refresh the tokens that expire soon, of all projects, now',
  tag: 'Social media',
  access: 'admin',
  query: RefreshTokensQuery,
  body: RefreshTokensRequest.optional(),
  answers: { 202: JobAccepted },
  async handle({ query, services, locale }) {
    const input = { days: query.days_before };
    await startWorkflow('refreshExpiringTokens', input, null);
    const message = say(locale, services.temporal.isUp() ? 'refresh_started' : 'work_queued');
    return accepted({ message, task_id: workflows.refreshExpiringTokens.id(input) });
  },
});
