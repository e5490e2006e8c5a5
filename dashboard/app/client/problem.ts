import type { Problem } from '../../../contracts/problem.ts';

/** A call that the API refused: says why, by field where fields are wrong. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** No answer came: offline, or nobody listens. What was asked may or may not have happened. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** Whether asking again may help without anything else being changed. */
export const isPassing = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof ApiProblem && (error.status === 429 || error.status >= 500));

/** Whether the API refused with this code: `not_found`, `invalid_credentials`. */
export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof ApiProblem && error.code === code;

/** What the API would say to who has no session: then there is no need to ask. */
export const notSignedIn = (): ApiProblem => new ApiProblem(aProblem(401, 'not_authenticated'));

/** What an answer that is no success says; made up where a proxy answered in place of the API. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const code = response.status === 404 ? 'not_found' : 'internal_error';
  return new ApiProblem({ ...aProblem(response.status, code), ...body });
}

const aProblem = (status: number, code: string): Problem => ({
  type: 'about:blank',
  title: 'Error',
  status,
  detail: `Error ${status}`,
  instance: '',
  code,
  timestamp: new Date().toISOString(),
  error: code,
  details: {},
  request_id: '',
});
