import { readFileSync, writeFileSync } from 'node:fs';
import type { ChaosResult } from './chaos.ts';
import type { Hit } from './executioner.ts';
import type { Outcome } from './oneByOne.ts';

const document = new URL('../../docs/RELIABILITY.md', import.meta.url);

/** Writes a part of docs/RELIABILITY.md anew, between its two marks. */
export function writeReport(part: 'chaos' | 'faults' | 'inbox', text: string): void {
  const between = new RegExp(`(<!-- ${part} -->\\n)[\\s\\S]*?(<!-- /${part} -->)`);
  writeFileSync(document, readFileSync(document, 'utf8').replace(between, `$1\n${text}\n$2`));
}

/** What a run was, and what it left. */
export function describeChaos(result: ChaosResult): string {
  const { seed, hits, posts, requests, live, verdicts, faults, violations } = result;
  const struck = hits.filter(({ victim }) => victim);
  const figures = [
    `${new Date().toISOString().slice(0, 10)}, seed \`${seed}\`: ${struck.length} kills in ${minutes(result.strikingMs)}`,
    `while ${posts} posts fell due at seven platforms (${requests} requests that could publish, ${live} posts live)`,
    `and ${sum(faults)} faults were set (${listed(faults)}).`,
    `All had their verdict ${Math.ceil(result.settledMs / 1000)} s after the last fault: ${listed(verdicts)}.`,
    violations.length === 0
      ? 'Nothing was doubled, lost, called failed while live, called published while not, sent although cancelled, or sent early.'
      : `Broken promises: ${violations.map(({ promise, detail }) => `${promise} (${detail})`).join('; ')}.`,
  ];
  return `${figures.join(' ')}\n\n${tableOf(struck)}`;
}

/** Steps by kills of each part. */
export function tableOf(hits: Hit[]): string {
  const columns = ['worker', 'API', 'Temporal', 'Postgres', 'worker stopped'] as const;
  const columnOf = ({ victim, manner }: Hit): (typeof columns)[number] => {
    if (manner === 'stopped') return 'worker stopped';
    if (victim === 'api') return 'API';
    if (victim === 'temporal') return 'Temporal';
    return victim === 'postgres' ? 'Postgres' : 'worker';
  };
  const steps = [...Map.groupBy(hits, ({ step }) => step)].sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = steps.map(([step, at]) => {
    const counts = columns.map((column) => at.filter((hit) => columnOf(hit) === column).length || '');
    return `| ${step} | ${counts.join(' | ')} |`;
  });
  return [`| step | ${columns.join(' | ')} |`, `| --- |${' --- |'.repeat(columns.length)}`, ...lines].join(
    '\n',
  );
}

/** The failures one by one. */
export function describeOutcomes(outcomes: Record<string, Outcome>): string {
  const lines = Object.entries(outcomes).map(([failure, outcome]) => {
    const { posts, cancelled, live, requests, requestsOfOne, throttled, verdictMs } = outcome;
    const figures = [
      posts,
      cancelled,
      live,
      requests,
      requestsOfOne,
      throttled,
      `${(verdictMs / 1000).toFixed(0)} s`,
    ];
    return `| ${failure} | ${figures.join(' | ')} |`;
  });
  return [
    '| broken | posts | cancelled | live | requests that could publish | most for one post | refused by 429 | last verdict after |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

export const minutes = (ms: number) => `${(ms / 60_000).toFixed(1)} min`;
export const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);
export const listed = (counts: Record<string, number>) =>
  Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
