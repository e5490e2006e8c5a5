import type { Client } from '@temporalio/client';

/** How long Temporal may take to answer before it counts as down. */
const patienceMs = 2_000;
const lookEveryMs = 5_000;

export interface TemporalMonitor {
  /** As it was at the last look: at most five seconds ago. */
  isUp(): boolean;
  /** Looks now. */
  look(): Promise<boolean>;
  stop(): void;
}

/** Watches whether Temporal answers, so that an answer can say when work will wait, without asking in every request. */
export function watchTemporal(client: Client): TemporalMonitor {
  let up = true;
  const look = async () => {
    up = await client
      .withDeadline(Date.now() + patienceMs, () => client.workflowService.getSystemInfo({}))
      .then(() => true)
      .catch(() => false);
    return up;
  };
  const timer = setInterval(() => void look(), lookEveryMs).unref();
  return { isUp: () => up, look, stop: () => clearInterval(timer) };
}
