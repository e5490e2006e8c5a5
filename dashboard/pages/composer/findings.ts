import { ApiProblem } from '../../app/client/problem.ts';
import type { DryRun } from './questions.ts';

type Finding = DryRun['errors'][number];

interface Findings {
  errors: Finding[];
  warnings: Finding[];
}

/** What the dry run found at one account. */
export function findingsAt(answer: DryRun | undefined, connectionId: string): Findings {
  const index = answer?.targets.findIndex(({ connection_id: id }) => id === connectionId) ?? -1;
  return index < 0 ? { errors: [], warnings: [] } : findingsOf(answer, index);
}

const findingsOf = (answer: DryRun | undefined, index: number): Findings => ({
  errors: answer?.errors.filter(({ target }) => target === index) ?? [],
  warnings: answer?.warnings.filter(({ target }) => target === index) ?? [],
});

/** Without what a post says of itself: that the same text stands in it already. */
export function withoutItself(answer: DryRun | undefined, postId: number | undefined): DryRun | undefined {
  if (!answer || postId === undefined) return answer;
  const isItself = ({ code, target }: Finding) =>
    code === 'duplicate_post' && target !== null && answer.targets[target]?.duplicate_of === postId;
  return { ...answer, warnings: answer.warnings.filter((warning) => !isItself(warning)) };
}

/** Whether all that a refusal says of fields stands among the findings: then it need not be told twice. */
export function isFound(refusal: unknown, errors: Pick<Finding, 'message'>[]): boolean {
  if (!(refusal instanceof ApiProblem)) return false;
  const reasons = Object.values(refusal.problem.details).flat();
  return reasons.length > 0 && reasons.every((reason) => errors.some(({ message }) => message === reason));
}
