import { Refusal } from '../../contracts/refusal.ts';

/** A browser opens one for each project that its tabs show. */
const streamsOfPerson = 20;

/** Who listens to /api/events of this process. */
export interface OpenStreams {
  /** Counts a stream until the returned function is called. @throws {Refusal} 429 when one person has too many. */
  open(userId: string): () => void;
}

export function createOpenStreams(): OpenStreams {
  const open = new Map<string, number>();
  const add = (userId: string, change: number) => {
    const count = (open.get(userId) ?? 0) + change;
    if (count > 0) open.set(userId, count);
    else open.delete(userId);
  };
  return {
    open(userId) {
      if ((open.get(userId) ?? 0) >= streamsOfPerson)
        throw new Refusal('too_many', 'rate_limited', { parameters: { seconds: 10 }, retryAfterSeconds: 10 });
      add(userId, 1);
      return () => add(userId, -1);
    },
  };
}
