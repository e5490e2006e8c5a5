/**
 * Lets at most `width` pieces of work run at once, and takes those that wait in turn by whom they are for: a thousand
 * of one project hold up another's single one by one turn.
 */
export function createFairGate(width: number) {
  const waiting = new Map<string, (() => void)[]>();
  let running = 0;

  const admitNext = () => {
    const first = waiting.entries().next();
    if (first.done) return;
    const [owner, queue] = first.value;
    const admit = queue.shift();
    // Behind the others, where more of it waits.
    waiting.delete(owner);
    if (queue.length > 0) waiting.set(owner, queue);
    admit?.();
  };

  return async function through<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
    if (running >= width)
      await new Promise<void>((resolve) => {
        const queue = waiting.get(owner);
        if (queue) queue.push(resolve);
        else waiting.set(owner, [resolve]);
      });
    else running += 1;
    try {
      return await work();
    } finally {
      if (waiting.size > 0) admitNext();
      else running -= 1;
    }
  };
}

export type FairGate = ReturnType<typeof createFairGate>;
