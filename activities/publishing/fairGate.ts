/** Lets at most `width` pieces of work run at once. */
export function createFairGate(width: number) {
  const waiting = new Map<string, (() => void)[]>();
  let running = 0;
  let calm = Promise.withResolvers<void>();

  const admitNext = () => {
    const first = waiting.entries().next();
    if (first.done) return;
    const [owner, queue] = first.value;
    const admit = queue.shift();
    // Behind the others, where more of it waits.
    waiting.delete(owner);
    if (queue.length > 0) waiting.set(owner, queue);
    else if (waiting.size === 0) calm.resolve();
    admit?.();
  };

  function wait(owner: string): Promise<void> {
    if (waiting.size === 0) calm = Promise.withResolvers();
    const { promise, resolve } = Promise.withResolvers<void>();
    const queue = waiting.get(owner);
    if (queue) queue.push(resolve);
    else waiting.set(owner, [resolve]);
    return promise;
  }

  return {
    /**
     * Does `work` when it is its turn. Those that wait are taken in turn by whom they are for: a thousand of one project
     * hold up another's single one by one turn.
     */
    async through<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
      if (running >= width) await wait(owner);
      else running += 1;
      try {
        return await work();
      } finally {
        if (waiting.size > 0) admitNext();
        else running -= 1;
      }
    },

    /** Resolves once nothing waits for its turn, or after `patienceMs`. */
    async calm(patienceMs: number): Promise<void> {
      if (waiting.size === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, patienceMs);
      await Promise.race([calm.promise, promise]);
      clearTimeout(timer);
    },
  };
}

export type FairGate = ReturnType<typeof createFairGate>;

/** A gate of this width for each platform, so that one that hangs holds up no other. */
export function createGates(width: number): (platform: string) => FairGate {
  const gates = new Map<string, FairGate>();
  return (platform) => {
    const gate = gates.get(platform) ?? createFairGate(width);
    gates.set(platform, gate);
    return gate;
  };
}
