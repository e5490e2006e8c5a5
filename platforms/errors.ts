import type { FailureAnswer, Why } from '../contracts/failureAnswer.ts';
import { unread, type Said } from './said.ts';

/**
 * The ways a platform's call fails, by what can be done about it: four, two of which have a special case. Messages are
 * made of statuses and codes only: a platform's own text may repeat a token.
 */

class CallFailure extends Error {
  /** What the platform answered; null where the reason is ours. */
  readonly answer: FailureAnswer | null;

  /** `said`: words of ours, or what the platform answered. */
  constructor(said: string | Said) {
    super(typeof said === 'string' ? said : said.message);
    this.answer = typeof said === 'string' ? null : said.answer;
  }
}

/** The platform refuses this for good: asking again changes nothing. */
export class Rejected extends CallFailure {
  override name = 'Rejected';
  /** The platform's own code, for people who look it up. */
  readonly code: string;

  constructor(said: string | Said, code: string) {
    super(said);
    this.code = code;
  }
}

/**
 * The platform refuses a post because it has the same already: this call published nothing. After an earlier call whose
 * outcome is unknown it is no refusal but evidence that the earlier one published.
 */
export class Duplicate extends Rejected {
  /** The platform's id of the post that it has, where it names that. */
  readonly postId: string | null;

  constructor(said: string | Said, postId: string | null) {
    super(said, 'duplicate');
    this.postId = postId;
  }
}

/** What became of a token: its time was over, or somebody ended it (took the access away, changed the password). */
export type TokenEnd = 'expired' | 'withdrawn';

/** The token opens nothing any more. Unless it can be refreshed, a person must connect again. */
export class NeedsReauthorization extends CallFailure {
  override name = 'NeedsReauthorization';
  /** Null when the platform does not tell. */
  readonly end: TokenEnd | null;

  constructor(said: string | Said, end: TokenEnd | null = null) {
    super(said);
    this.end = end;
  }
}

/** The token is good, but its person did not allow this: no refresh changes that, only a new consent. */
export class PermissionMissing extends NeedsReauthorization {
  override name = 'PermissionMissing';
  /** What was not allowed, in the platform's names; empty when it does not tell. */
  readonly permissions: string[];

  constructor(said: string | Said, permissions: string[] = []) {
    super(said);
    this.permissions = permissions;
  }
}

/** Whose calls are too many: an account's, the whole app's, or only those to one recipient. */
export type RateScope = 'account' | 'app' | 'recipient';

/** Too many calls for now. */
export class RateLimited extends CallFailure {
  override name = 'RateLimited';
  /** How long the platform asks to wait, in ms; null when it did not say. */
  readonly retryAfterMs: number | null;
  readonly scope: RateScope;

  constructor(said: string | Said, retryAfterMs: number | null, scope: RateScope = 'account') {
    super(said);
    this.retryAfterMs = retryAfterMs;
    this.scope = scope;
  }
}

/** The account has published as much as it may for now: nothing but posts is refused. */
export class QuotaUsedUp extends RateLimited {
  override name = 'QuotaUsedUp';
}

/** The platform failed, stayed silent, or answered what nobody can read. */
export class Unavailable extends CallFailure {
  override name = 'Unavailable';
  /** 'not sent': surely nothing reached it. 'unknown': it may have done what was asked. */
  readonly outcome: 'not sent' | 'unknown';

  constructor(said: string | Said, outcome: 'not sent' | 'unknown') {
    super(said);
    this.outcome = outcome;
  }
}

/** Of an answer that is shaped otherwise than expected: `expected` says what was not there ("X answered no post"). */
export const unreadable = (expected: string): Unavailable => new Unavailable(unread(expected), 'unknown');

/** The platform took the post and still works on it: with this handle `reconcile` can follow it to its end. */
export class StillProcessing extends Unavailable {
  override name = 'StillProcessing';
  readonly handle: Record<string, unknown>;

  constructor(message: string, handle: Record<string, unknown>) {
    super(message, 'unknown');
    this.handle = handle;
  }
}

export type PlatformFailure = Rejected | NeedsReauthorization | RateLimited | Unavailable;

/** Whether a platform failed, rather than we. */
export const isPlatformFailure = (error: unknown): error is PlatformFailure =>
  [Rejected, NeedsReauthorization, RateLimited, Unavailable].some((failure) => error instanceof failure);

/** Why something failed, as it is kept: of a platform's failure with what it answered. */
export const whyOf = (error: unknown): Why => ({
  detail: error instanceof Error ? error.message : String(error),
  answer: isPlatformFailure(error) ? error.answer : null,
});
