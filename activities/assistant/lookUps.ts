import { z } from 'zod';
import type { ChatTool } from '../../ai/chatModel.ts';
import type { Lookup } from '../../contracts/assistant.ts';
import { findCustomerOrders, type ReplyContext } from '../../db/assistantContext.ts';

const OrderQuestion = z.object({ order_number: z.string().trim().max(100).nullable().catch(null) });

/**
 * What the assistant may look up. Whose it is, the server says: nothing that a model gives chooses a project or a
 * customer. They only read.
 */
export const lookUpsFor = (context: Pick<ReplyContext, 'projectId' | 'contactId'>): ChatTool[] => [
  {
    name: 'find_orders',
    description:
      'The orders of the customer of this conversation, the latest first: their state, products and total.',
    parameters: {
      order_number: {
        type: 'string',
        mayBeNull: true,
        description: 'one order by its number; null for all',
      },
    },
    async run(given) {
      const { order_number: number } = OrderQuestion.catch({ order_number: null }).parse(given);
      return findCustomerOrders(context, number?.replace(/^#/, '') || null);
    },
  },
];

/** The same, so that each use is noted in `kept`; what is `known` already is told as it was found then. */
export const noting = (tools: ChatTool[], kept: Lookup[], known: Lookup[] = []): ChatTool[] =>
  tools.map((tool) => ({
    ...tool,
    async run(given) {
      const isSame = (each: Lookup) =>
        each.name === tool.name && JSON.stringify(each.given) === JSON.stringify(given);
      const found: unknown = known.find(isSame)?.found ?? (await tool.run(given));
      kept.push({ name: tool.name, given, found });
      return found;
    },
  }));
