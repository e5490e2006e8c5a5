import { TemporalUi } from '../../contracts/system.ts';
import { endpoint, ok } from '../endpoint.ts';

export const temporalUi = endpoint({
  method: 'GET',
  path: '/api/social-media/admin/temporal-ui',
  summary: 'Where the workflows are seen as Temporal shows them',
  tag: 'Social media',
  access: 'admin',
  answers: { 200: TemporalUi },
  handle({ services }) {
    const { TEMPORAL_UI_URL: url, TEMPORAL_NAMESPACE: namespace } = services.config;
    const workflows =
      url && `${url.replace(/\/$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows`;
    return Promise.resolve(ok({ workflows_url: workflows ?? null }));
  },
});
