/**
 * Waits until `check` passes, and returns what it returned: for what other processes do in their own time. Fails with
 * the last reason when it does not within `withinMs`.
 */
export async function eventually<Result>(
  check: () => Promise<Result> | Result,
  withinMs = 20_000,
): Promise<Result> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause();
    }
  }
}

/** Between two looks. */
const pause = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 50);
  });
