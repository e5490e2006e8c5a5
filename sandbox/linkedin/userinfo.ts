import { avatarUrl } from '../social/pictures.ts';
import type { Endpoint } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';

/** learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2 */
export const userinfo: Endpoint = {
  method: 'GET',
  path: '/api/v2/userinfo',
  scopes: ['openid'],
  handle({ ctx, account, scopes, origin }) {
    if (!scopes.includes('profile')) throw new Refused('missing_scope', 'The scope profile is needed.');
    const [given = '', ...family] = account.name.split(' ');
    ctx.body = {
      sub: account.id,
      name: account.name,
      given_name: given,
      family_name: family.join(' '),
      picture: avatarUrl(origin, account),
      locale: { country: 'FR', language: 'fr' },
      ...(scopes.includes('email') && {
        email: `${account.handle}@example.com`,
        email_verified: true,
      }),
    };
  },
};
