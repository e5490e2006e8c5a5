/**
 * How much of a business's limit is used, in percent, and the minutes until calls are taken again:
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers-2
 */
export const usageHeader = (usage: {
  id: string;
  /** `instagram`, `pages`, `whatsapp`. */
  type: string;
  percent: number;
  waitSeconds: number;
}): Record<string, string> => ({
  'x-business-use-case-usage': JSON.stringify({
    [usage.id]: [
      {
        type: usage.type,
        call_count: usage.percent,
        total_cputime: Math.ceil(usage.percent / 3),
        total_time: Math.ceil(usage.percent / 2),
        estimated_time_to_regain_access: Math.ceil(usage.waitSeconds / 60),
      },
    ],
  }),
});

/** The same of an account's window of calls: 0 minutes while there are calls left. */
export const windowUsage = (
  id: string,
  type: string,
  { used, limit, resetAtMs, nowMs }: { used: number; limit: number; resetAtMs: number; nowMs: number },
): Record<string, string> => {
  const waitSeconds = used >= limit ? (resetAtMs - nowMs) / 1000 : 0;
  return usageHeader({ id, type, percent: Math.floor((100 * used) / limit), waitSeconds });
};
