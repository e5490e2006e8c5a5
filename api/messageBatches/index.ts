import { BatchDetail, BatchParams } from '../../contracts/messageBatches.ts';
import { endpoint, ok, type Endpoint } from '../endpoint.ts';
import { needBatch, presentDetail } from './presentBatch.ts';

const detail = endpoint({
  method: 'GET',
  path: '/api/message-batches/{id}',
  summary: 'Messages that were ordered directly, and what became of each',
  tag: 'Conversations',
  access: 'viewer',
  params: BatchParams,
  answers: { 200: BatchDetail },
  async handle({ params, project, services, locale }) {
    const batch = await needBatch(project, params.id);
    return ok(await presentDetail(batch, { project, services, locale }));
  },
});

/** Where an answer 202 says to look. */
export const messageBatches: Endpoint[] = [detail];
