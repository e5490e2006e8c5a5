import type { PostPlan } from '../../contracts/publishing.ts';

/** One line for whoever looks at the workflow in the Temporal UI. */
export function describePlan(postId: number, { dueAt, targets }: PostPlan): string {
  const states = targets.map(({ platform, state }) => `${platform}: ${state}`).join(', ');
  return `Post ${postId}, due ${new Date(dueAt).toISOString()}. ${states || 'No account'}.`;
}
