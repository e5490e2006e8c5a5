import { keepCustomerName, readNamelessCustomer } from '../../db/customers.ts';
import { NeedsReauthorization, Rejected } from '../../platforms/errors.ts';
import type { TokenKeeper } from '../tokenKeeper.ts';

export const createCustomerActivities = ({ tokens }: { tokens: TokenKeeper }) => ({
  /**
   * Asks the platform for the name of a conversation's customer. One that it does not tell stays unknown.
   * @throws {Unavailable} {RateLimited} as the platform does.
   */
  async askCustomerName(conversationId: string): Promise<void> {
    const customer = await readNamelessCustomer(conversationId);
    if (!customer) return;
    try {
      const told = await tokens.withFreshToken(customer.connectionId, ({ platform, call }) =>
        Promise.resolve(platform.messages?.customer?.(call, customer.externalId) ?? null),
      );
      if (told) await keepCustomerName(customer, told);
    } catch (error) {
      if (!(error instanceof Rejected) && !(error instanceof NeedsReauthorization)) throw error;
    }
  },
});
