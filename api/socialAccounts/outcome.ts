import type { z } from 'zod';
import { readHeld } from '../../commands/connections/heldAccounts.ts';
import { ConsentOutcome, OutcomeQuery } from '../../contracts/connecting.ts';
import { PlatformParams } from '../../contracts/connections.ts';
import { readConnected } from '../consent/connectedAccounts.ts';
import { readFailure } from '../consent/failures.ts';
import { nextStepAfter } from '../consent/nextStep.ts';
import { withoutText } from '../connections/permissionText.ts';
import { endpoint, ok } from '../endpoint.ts';
import { isMessageCode, say } from '../messages/index.ts';

type Outcome = z.infer<typeof ConsentOutcome>;

const nothing: Outcome = {
  outcome: 'failed',
  project_id: null,
  accounts: [],
  takes_over: false,
  code: null,
  message: null,
  next_step: null,
};

export const outcome = endpoint({
  method: 'GET',
  path: '/api/social-accounts/connect/{platform}/outcome',
  summary:
    'What a consent came to, read from the address that its callback led to: only what is signed there is believed',
  tag: 'Social accounts',
  access: 'user',
  params: PlatformParams,
  query: OutcomeQuery,
  answers: { 200: ConsentOutcome },
  async handle({ params, query, caller, services, locale }) {
    const { config, vault } = services;
    if (query.confirm !== undefined) {
      const waiting = { platform: params.platform, confirmation: query.confirm, userId: caller.userId };
      const { names, projectId } = await readHeld(vault, waiting);
      const accounts = names.map((username) => ({ id: null, username }));
      const takesOver = names.length > 0;
      return ok({
        ...nothing,
        outcome: 'waiting' as const,
        project_id: projectId,
        accounts,
        takes_over: takesOver,
      });
    }
    const connected = await readConnected(config, query.account ?? '', caller.userId);
    if (query.success === 'true' && connected[0]) {
      const accounts = connected.map(({ id, username }) => ({ id, username }));
      const { projectId } = connected[0];
      const without = withoutText(connected, services.platforms, locale);
      const message = without && `${without.reason}. ${without.what_to_do}.`;
      return ok({ ...nothing, outcome: 'connected' as const, project_id: projectId, accounts, message });
    }
    const failure = readFailure(config, query.signed ?? '');
    const message =
      failure && isMessageCode(failure.code)
        ? say(locale, failure.code, failure.parameters)
        : say(locale, 'consent_ended');
    const code = failure?.code ?? null;
    return ok({ ...nothing, code, message, next_step: nextStepAfter(code ?? '') });
  },
});
