import type { Problem } from '../../../contracts/problem.ts';

/** A call that the API refused: says why, by field where fields are wrong. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly problem: Problem;
  /** When the API asks to come again, in ms from then; null where it says nothing of it. */
  readonly retryAfterMs: number | null;

  constructor(problem: Problem, retryAfterMs: number | null = null) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
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

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** Who has gone over a limit waits no longer than that by itself. */
const longestWaitMs = 90_000;

/** How long to wait before asking again after so many failures, in ms: never less than the API asks for. */
export function pauseAfter(failures: number, error: unknown): number {
  const own = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
  const asked = error instanceof ApiProblem ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(own, Math.min(asked, longestWaitMs));
}

/** Whether the API refused with this code: `not_found`, `invalid_credentials`. */
export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof ApiProblem && error.code === code;

/** What the API would say to who has no session: then there is no need to ask. */
export const notSignedIn = (): ApiProblem => new ApiProblem(aProblem(401, 'not_authenticated'));

/** What an answer that is no success says; made up where a proxy answered in place of the API. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const code = response.status === 404 ? 'not_found' : 'internal_error';
  const retryAfter = readRetryAfter(response.headers.get('retry-after'), Date.now());
  return new ApiProblem({ ...aProblem(response.status, code), ...body }, retryAfter);
}

/** Retry-After in ms: seconds or a date (RFC 9110, 10.2.3); null where it is neither. */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? null : Math.max(0, wait);
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
