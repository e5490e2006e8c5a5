import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../../contracts/refusal.ts';

/** Besides what an address may: many visitors may come from one, and one visitor from many. */
const messagesAMinute = 20;
/** An office or a school may stand behind an address; who makes more is no shop's customers. */
const newVisitorsAnHour = 60;
const streamsOfVisitor = 10;
const streamsOfAddress = 60;

export interface VisitorLimits {
  /** Counts a new visitor of an address: each may cost the shop's tokens. @throws {Refusal} 429 */
  countVisitor(address: string): Promise<void>;
  /** Counts a message of a visitor. @throws {Refusal} 429 */
  countMessage(visitorId: string): Promise<void>;
  /** Counts an open stream until the returned function is called. @throws {Refusal} 429 */
  openStream(visitorId: string, address: string): () => void;
}

/** Counts in this process's memory; everything is let through where it is not `enabled`. */
export function createVisitorLimits(enabled: boolean): VisitorLimits {
  const messages = new RateLimiterMemory({ points: messagesAMinute, duration: 60 });
  const visitors = new RateLimiterMemory({ points: newVisitorsAnHour, duration: 3600 });
  const count = async (limiter: RateLimiterMemory, key: string) => {
    if (!enabled) return;
    try {
      await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw tooMany(Math.ceil(error.msBeforeNext / 1000));
    }
  };
  const open = new Map<string, number>();
  const add = (key: string, change: number) => {
    const count = (open.get(key) ?? 0) + change;
    if (count > 0) open.set(key, count);
    else open.delete(key);
  };

  return {
    countVisitor: (address) => count(visitors, address),
    countMessage: (visitorId) => count(messages, visitorId),
    openStream(visitorId, address) {
      const keys = [`visitor ${visitorId}`, `address ${address}`] as const;
      const [ofVisitor = 0, ofAddress = 0] = keys.map((key) => open.get(key));
      if (enabled && (ofVisitor >= streamsOfVisitor || ofAddress >= streamsOfAddress)) throw tooMany(10);
      for (const key of keys) add(key, 1);
      return () => {
        for (const key of keys) add(key, -1);
      };
    },
  };
}

const tooMany = (seconds: number) =>
  new Refusal('too_many', 'rate_limited', { parameters: { seconds }, retryAfterSeconds: seconds });
