import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';

export const projectIdAttribute = defineSearchAttributeKey('ProjectId', 'KEYWORD');

/** What operators can filter by in the Temporal UI; all of type Keyword. */
const names = ['ProjectId', 'ConnectionId', 'Platform', 'PostId'];
/** temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD */
const keyword = 2;

/** Registers in the client's namespace those search attributes that it lacks. */
export async function registerSearchAttributes(client: Client): Promise<void> {
  const operator = client.connection.operatorService;
  const namespace = client.options.namespace;
  const { customAttributes } = await operator.listSearchAttributes({ namespace });
  const missing = names.filter((name) => !customAttributes || !(name in customAttributes));
  if (missing.length === 0) return;
  await operator.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
  });
}
