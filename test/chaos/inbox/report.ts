import { listed, minutes, sum, tableOf } from '../report.ts';
import type { InboxChaosResult } from './chaos.ts';

/** What a run was, and what it left. */
export function describeInboxChaos(result: InboxChaosResult): string {
  const { seed, hits, conversations, received, requests, sent, webhooks, ours, faults, violations } = result;
  const struck = hits.filter(({ victim }) => victim);
  const handedOver = sum(result.handedOver);
  const figures = [
    `${new Date().toISOString().slice(0, 10)}, seed \`${seed}\`: ${struck.length} kills in ${minutes(result.strikingMs)}`,
    `while ${conversations} customers wrote ${received} messages (${webhooks.bodies} webhooks, ${webhooks.unanswered} of them`,
    `not answered and ${webhooks.again} sent again) and ${sum(faults)} other things went wrong (${listed(faults)}).`,
    `${requests} requests could have sent a message, ${sent} did: ${listed(ours)}.`,
    `All was still ${Math.ceil(result.settledMs / 1000)} s after the last fault; ${handedOver} conversations were with people`,
    `(${listed(result.handedOver)}).`,
    violations.length === 0
      ? 'Every event that was answered 200 is in its conversation, once and in order; no message was sent twice, or called sent that was not; nobody was left without an answer or a person.'
      : `Broken promises: ${violations.map(({ promise, who, detail }) => `${promise} (${who}: ${detail})`).join('; ')}.`,
  ];
  return `${figures.join(' ')}\n\n${tableOf(struck)}`;
}
