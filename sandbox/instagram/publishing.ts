import { parseFields, selectFields, type NodeFields } from '../graph/fields.ts';
import { parametersOf, requiredParameter } from '../graph/parameters.ts';
import { idOf, noObject } from '../graph/request.ts';
import { dayMs, daySeconds } from '../social/clock.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { publish, publishedSince } from '../social/publishing/publications.ts';
import { findContainer, markPublished, statusOf, type Container } from './containerStates.ts';
import { mediaId } from './media.ts';
import { isCaller } from './caller.ts';
import { refusal } from './publishingErrors.ts';

/** Posts that an account may publish in 24 hours; control can give an account another number. */
const quotaOf = ({ account }: AccountCall): number => Number(account.details.publishingQuota ?? 100);
const quotaUsed = ({ store, account, now }: AccountCall): number =>
  publishedSince(store, account, now - dayMs);

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media_publish */
export const publishContainer: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/media_publish',
  scopes: ['instagram_business_content_publish'],
  operation: 'prepare',
  attempt(call) {
    const container = findContainer(call, parametersOf(call).get('creation_id') ?? '');
    if (!container) return null;
    const { caption, media } = container.state;
    return { account: container.account, name: 'media_publish', text: caption, media };
  },
  handle(call) {
    if (!isCaller(call, idOf(call))) throw noObject(idOf(call));
    const container = readyContainer(call, requiredParameter(parametersOf(call), 'creation_id'));
    if (quotaUsed(call) >= quotaOf(call)) throw refusal('quotaReached');
    const { caption, kind, product, media, altText } = container.state;
    const { id } = call.store.atOnce(() => {
      markPublished(call, container);
      return publish(
        call,
        {
          ...{ account: call.account, text: caption, kind, media, processingMs: 0 },
          listed: product !== 'STORY',
          details: { story: product === 'STORY', altText: altText ?? undefined, containerId: container.id },
        },
        mediaId,
      );
    });
    call.ctx.body = { id };
  },
};

/** @throws {Refused} when there is no such container, or it cannot be published (any more). */
function readyContainer(call: AccountCall, id: string): Container {
  const container = findContainer(call, id);
  if (container?.account !== call.account.id) throw refusal('containerGone');
  const status = statusOf(container, call.now);
  if (status === 'PUBLISHED') throw refusal('containerGone');
  if (status === 'EXPIRED') throw refusal('containerExpired');
  if (status !== 'FINISHED' || container.state.product === 'ITEM') throw refusal('notReady');
  return container;
}

const limitFields: NodeFields<{ id: string; call: AccountCall }> = {
  quota_usage: ({ call }) => quotaUsed(call),
  config: ({ call }) => ({ quota_total: quotaOf(call), quota_duration: daySeconds }),
};

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/content_publishing_limit */
export const publishingLimit: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/content_publishing_limit',
  scopes: ['instagram_business_content_publish'],
  operation: 'status',
  handle(call) {
    if (!isCaller(call, idOf(call))) throw noObject(idOf(call));
    const { id: _id, ...limit } = selectFields(
      { id: call.account.id, call },
      parseFields(call.query.get('fields') ?? ''),
      { type: 'IGUserContentPublishingLimit', known: limitFields, defaults: ['quota_usage'] },
    );
    call.ctx.body = { data: [limit] };
  },
};
