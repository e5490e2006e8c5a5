import { setTimeout as pause } from 'node:timers/promises';
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
    await untilKnown(client);
  } catch (error) {
    log.warn({ err: error }, 'search attributes cannot be registered: ask the operator of Temporal');
  }
}

/** How long a server may take to see what was registered: it caches. */
const patienceMs = 10_000;

/** Waits until the namespace takes a query by our attributes, and so a start that names them. */
async function untilKnown(client: Client): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const known = await client.workflow.count(`${projectIdAttribute.name} = 'nobody'`).then(
      () => true,
      () => false,
    );
    if (known) return;
    await pause(100);
  }
}
