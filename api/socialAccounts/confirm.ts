import { takeConfirmedConsent } from '../../commands/consents.ts';
import { ConfirmRequest, ConnectAnswer, PlatformParams } from '../../contracts/connections.ts';
import { presentConnected } from '../connections/presentConnection.ts';
import { redeemConsent } from '../consent/finishConsent.ts';
import { requirePlatform } from '../consent/platforms.ts';
import { created, endpoint } from '../endpoint.ts';

export const confirm = endpoint({
  method: 'POST',
  path: '/api/social-accounts/connect/{platform}/confirm',
  summary: 'Confirm a consent that came back in another browser than the one that began, as who began',
  tag: 'Social accounts',
  access: 'user',
  params: PlatformParams,
  body: ConfirmRequest,
  answers: { 201: ConnectAnswer },
  async handle({ params, body, caller, services, locale }) {
    const { platform } = requirePlatform(services, params.platform);
    const consent = await takeConfirmedConsent(services.vault, {
      platform: platform.id,
      confirmation: body.confirmation,
      userId: caller.userId,
    });
    return created(presentConnected(await redeemConsent(services, consent), services, locale));
  },
});
