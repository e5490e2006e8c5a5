import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { Logger } from '../runtime/logger.ts';

export const projectIdAttribute = defineSearchAttributeKey('ProjectId', 'KEYWORD');

/** What operators can filter by in the Temporal UI; all of type Keyword. */
const names = ['ProjectId', 'ConnectionId', 'Platform', 'PostId'];
/** temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD */
const keyword = 2;

/**
 * Registers in the client's namespace those search attributes that it lacks. Where we may not, that is said in the log,
 * and workflows start all the same: see deliver.ts.
 */
export async function registerSearchAttributes(client: Client, log: Logger): Promise<void> {
  const operator = client.connection.operatorService;
  const namespace = client.options.namespace;
  try {
    const { customAttributes } = await operator.listSearchAttributes({ namespace });
    const missing = names.filter((name) => !customAttributes || !(name in customAttributes));
    if (missing.length === 0) return;
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, keyword]));
    await operator.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    log.warn({ err: error }, 'search attributes cannot be registered: ask the operator of Temporal');
  }
}
