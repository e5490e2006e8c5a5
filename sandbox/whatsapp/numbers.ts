import { parseFields, selectFields, type NodeFields } from '../graph/fields.ts';
import { noObject } from '../graph/request.ts';
import { numberOf, type Account } from '../social/accounts.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';

/** A phone number as a node. */
interface NumberNode {
  id: string;
  number: string;
  account: Account;
}

/** The phone numbers of a business account. */
function numbersOf(account: Account): NumberNode[] {
  const numbers =
    account.details.numbers ?? `+1 555 ${account.number.slice(0, 3)} ${account.number.slice(3, 7)}`;
  return numbers
    .split(',')
    .map((number) => number.trim())
    .map((number) => ({ id: `10${numberOf(`phone ${account.id} ${number}`)}000`, number, account }));
}

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

/** The business account, or one of its phone numbers. */
export const node: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id',
  scopes: ['whatsapp_business_management'],
  handle(call) {
    const { account, ctx } = call;
    const id = idOf(call);
    if (id === account.id) {
      const type = { type: 'WhatsAppBusinessAccount', known: accountFields, defaults: ['name'] };
      ctx.body = selectFields({ id, account }, askedOf(call), type);
      return;
    }
    const number = numbersOf(account).find((each) => each.id === id);
    if (!number) throw noObject(id);
    ctx.body = selectFields(number, askedOf(call), numberType);
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
