import { parseFields } from '../../graph/fields.ts';
import { selectFields, type NodeFields } from '../../graph/fields.ts';
import { avatarUrl } from '../../social/pictures.ts';
import type { AccountCall, Endpoint } from '../../social/platform.ts';
import { ownInbox } from './send.ts';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles */
const fields: NodeFields<{ id: string; call: AccountCall }> = {
  about: ({ call }) => call.account.biography,
  address: ({ call }) => call.account.details.address ?? '12 rue de la Soie, 69001 Lyon',
  description: ({ call }) => call.account.biography,
  email: ({ call }) => `hello@${call.account.handle}.example`,
  profile_picture_url: ({ call }) => avatarUrl(call.origin, call.account),
  websites: ({ call }) => [`https://${call.account.handle}.example`],
  vertical: () => 'RETAIL',
  messaging_product: () => 'whatsapp',
};

export const businessProfile: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/whatsapp_business_profile',
  scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
  handle(call) {
    const { id } = ownInbox(call);
    const type = { type: 'WhatsAppBusinessProfile', known: fields, defaults: ['messaging_product'] };
    const { id: _id, ...profile } = selectFields(
      { id, call },
      parseFields(call.query.get('fields') ?? ''),
      type,
    );
    call.ctx.body = { data: [{ messaging_product: 'whatsapp', ...profile }] };
  },
};
