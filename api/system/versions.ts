import { Versions } from '../../contracts/system.ts';
import { endpoint, ok } from '../endpoint.ts';

/** The version of Meta's Graph API that SocialSync speaks. */
const graphVersion = 'v23.0';

export const versions = endpoint({
  method: 'GET',
  path: '/api/versions',
  summary: 'Which versions of which APIs are spoken',
  tag: 'System',
  access: 'public',
  answers: { 200: Versions },
  handle() {
    const platform = (host: string) => ({
      graph_api_version: graphVersion,
      base_url: `https://${host}/${graphVersion}`,
      webhook_compatible: true,
      notes: 'Cohérent avec les webhooks Meta',
    });
    return Promise.resolve(
      ok({
        whatsapp: platform('graph.facebook.com'),
        instagram: platform('graph.instagram.com'),
        api_info: {
          socialsync_version: '1.0.0',
          last_updated: '2026-11-22',
          compatibility: `Toutes les APIs utilisent la même version ${graphVersion}`,
        },
      }),
    );
  },
});
