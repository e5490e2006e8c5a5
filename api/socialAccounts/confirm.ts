import { ConfirmRequest } from '../../contracts/connecting.ts';
import { ConnectAnswer, PlatformParams } from '../../contracts/connections.ts';
import { presentConnected } from '../connections/presentConnection.ts';
import { confirmConsent } from '../consent/confirmConsent.ts';
import { created, endpoint } from '../endpoint.ts';

export const confirm = endpoint({
  method: 'POST',
  path: '/api/social-accounts/connect/{platform}/confirm',
  summary:
    'Confirm, as who began, a consent that came back in another browser, or whose account another project has',
  tag: 'Social accounts',
  access: 'user',
  params: PlatformParams,
  body: ConfirmRequest,
  answers: { 201: ConnectAnswer },
  async handle({ params, body, caller, services, locale }) {
    const { confirmation, force = false } = body;
    const confirmed = { platformId: params.platform, confirmation, userId: caller.userId, force };
    return created(presentConnected(await confirmConsent(services, confirmed), services, locale));
  },
});
