import { parseFields, selectFields, type NodeFields } from '../graph/fields.ts';
import { noObject } from '../graph/request.ts';
import type { Account } from '../social/accounts.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { presentMedia } from './messaging/media.ts';
import { numbersOf, type NumberNode } from './phoneNumbers.ts';

/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status */
const numberFields: NodeFields<NumberNode> = {
  display_phone_number: ({ number }) => number,
  verified_name: ({ account }) => account.name,
  quality_rating: () => 'GREEN',
  code_verification_status: () => 'VERIFIED',
  name_status: () => 'APPROVED',
  platform_type: () => 'CLOUD_API',
  status: () => 'CONNECTED',
  throughput: () => ({ level: 'STANDARD' }),
  // https://developers.facebook.com/docs/whatsapp/cloud-api/health-status
  health_status: ({ id, account }) => ({
    can_send_message: 'AVAILABLE',
    entities: [
      { entity_type: 'PHONE_NUMBER', id, can_send_message: 'AVAILABLE' },
      { entity_type: 'WABA', id: account.id, can_send_message: 'AVAILABLE' },
    ],
  }),
};
const numberType = {
  ...{ type: 'WhatsAppBusinessPhoneNumber', known: numberFields },
  defaults: ['verified_name', 'display_phone_number', 'quality_rating'],
};

/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account */
const accountFields: NodeFields<{ id: string; account: Account }> = {
  name: ({ account }) => account.name,
  timezone_id: () => '1',
  message_template_namespace: ({ account }) => `namespace_${account.number}`,
};

const idOf = ({ ctx }: AccountCall): string => String((ctx.params as { id?: string }).id ?? '');
const askedOf = ({ query }: AccountCall) => parseFields(query.get('fields') ?? '');

/** The business account, one of its phone numbers, or a file. */
export const node: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id',
  scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
  operation: 'status',
  handle(call) {
    const { account, ctx } = call;
    const id = idOf(call);
    if (id === account.id) {
      const type = { type: 'WhatsAppBusinessAccount', known: accountFields, defaults: ['name'] };
      ctx.body = selectFields({ id, account }, askedOf(call), type);
      return;
    }
    const number = numbersOf(account).find((each) => each.id === id);
    ctx.body = number ? selectFields(number, askedOf(call), numberType) : presentMedia(call, id);
    if (!ctx.body) throw noObject(id);
  },
};

/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/phone_numbers */
export const numberList: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/phone_numbers',
  scopes: ['whatsapp_business_management'],
  handle(call) {
    const id = idOf(call);
    if (id !== call.account.id) throw noObject(id);
    const asked = askedOf(call);
    call.ctx.body = {
      data: numbersOf(call.account).map((number) => selectFields(number, asked, numberType)),
    };
  },
};
