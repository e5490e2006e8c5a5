import type { RouterContext } from '@koa/router';
import { drop, staysFor } from '../connection.ts';
import { takeFault, type Fault, type Operation } from '../faults.ts';
import { beginCall, endCall, type Ending } from '../journal.ts';
import type { Store } from '../store.ts';
import type { Attempt } from './attempts.ts';
import { callOf } from './callOf.ts';
import { reportBeforeAnswer } from './messaging/reports.ts';
import { noteSend } from './messaging/sends.ts';
import type { Call, Platform, Purpose } from './platform.ts';
import { noteRequest } from './publishing/requests.ts';
import { Refused, type Reason } from './refused.ts';
import { addUnknownFields, malformBody, slowBody } from './spoil.ts';

/** What is done for a call, and how it is told apart. */
export interface Service extends Purpose {
  /** Whose call it is, and of which kind: what faults and the journal can be matched with beside the path. */
  subject(call: Call): string;
  /** The secret by which the caller is known. */
  key(call: Call): string;
  /** Does the work and sets the answer's body. @throws {Refused} */
  work(call: Call): void | Promise<void>;
  /** Answers a refusal. */
  refuse(call: Call, refused: Refused): void;
  /** What the fault of a token that ran out, or was taken back, means here. */
  tokenFaults: { expired_token: Reason; revoked_token: Reason };
}

/** Serves one call: journals it, meets the fault that was set for it, else does its work. */
export async function serve(
  ctx: RouterContext,
  store: Store,
  platform: Platform,
  service: Service,
): Promise<void> {
  const call = await callOf(ctx, store, platform);
  const attempt = readPurpose(() => service.attempt?.(call));
  if (attempt) call.request = noteRequest(call, attempt);
  const message = readPurpose(() => service.sends?.(call));
  if (message) call.send = noteSend(call, message);
  const subject = `${ctx.method} ${ctx.path} ${service.subject(call)}`.trim();
  const id = beginCall(store, {
    ...{ standIn: platform.name, method: ctx.method, path: ctx.path },
    ...{ prompt: subject, key: service.key(call) },
  });
  const end = (ending: Ending) => endCall(store, id, ending);
  // A fault can be set for one post, or one message, by its words.
  const matched = `${subject} ${attempt?.text ?? message?.text ?? ''}`;
  const fault = takeFault(store, platform.name, matched, operationOf(service, attempt));
  if (fault?.fault === 'stale') call.hiddenMs = Math.max(call.hiddenMs, (fault.staleSeconds ?? 30) * 1000);
  if (fault?.fault === 'drop_before_work') {
    end({ outcome: 'dropped', status: null, worked: false });
    return drop(ctx);
  }
  if (fault?.fault === 'slow' && !(await staysFor(ctx, fault.delayMs ?? 10_000))) {
    return end({ outcome: 'left', status: null, worked: false });
  }

  if (fault?.fault === 'blocked') {
    ctx.status = 403;
    ctx.body = '<!doctype html><title>Access denied</title>';
    return end({ outcome: 'refused', status: 403, worked: false });
  }

  // The platform lives in its own time, and says so: who reads a reset time compares it with this.
  ctx.set({ date: new Date(call.now).toUTCString(), ...platform.headers?.(call) });
  try {
    refuseByFault(call, fault, service);
    platform.check?.(call);
    await service.work(call);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    service.refuse(call, error);
    return end({ outcome: 'refused', status: ctx.status, worked: false });
  }
  await answer(call, fault, service, end);
}

/** Answers for work that is done, unless a fault keeps the caller from hearing of it. */
async function answer(
  call: Call,
  fault: Fault | null,
  service: Service,
  end: (ending: Ending) => void,
): Promise<void> {
  const { ctx } = call;
  if (fault?.fault === 'report_before_answer') await reportBeforeAnswer(call);
  // Noted before the answer leaves: whoever has the answer finds it in the journal.
  if (fault?.fault === 'drop_after_work') {
    end({ outcome: 'dropped', status: null, worked: true });
    await staysFor(ctx, fault.delayMs ?? 0);
    return drop(ctx);
  }
  if (fault?.fault === 'slow_after_work' && !(await staysFor(ctx, fault.delayMs ?? 10_000))) {
    return end({ outcome: 'left', status: null, worked: true });
  }
  if (fault?.fault === 'server_error_after_work') {
    service.refuse(call, new Refused('server_error', 'Something went wrong on our side.'));
    return end({ outcome: 'refused', status: ctx.status, worked: true });
  }
  end({ outcome: 'answered', status: ctx.status, worked: true });
  if (fault?.fault === 'malformed_body') malformBody(ctx);
  if (fault?.fault === 'unknown_fields') addUnknownFields(ctx);
  if (fault?.fault === 'slow_body') slowBody(ctx, fault.delayMs ?? 10_000);
}

/** What a call would publish or send; nothing, when it is malformed. */
function readPurpose<What>(read: () => What | null | undefined): What | null {
  try {
    return read() ?? null;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

const operationOf = ({ operation }: Service, attempt: Attempt | null): Operation | null =>
  attempt ? 'commit' : (operation ?? null);

/** @throws {Refused} when the fault is one that the platform would answer with a refusal. */
function refuseByFault({ ctx }: Call, fault: Fault | null, { tokenFaults }: Service): void {
  if (fault?.fault === 'rate_limited') {
    const left = fault.until === undefined ? 60 : Math.ceil((fault.until - Date.now()) / 1000);
    const seconds = fault.retryAfterSeconds ?? left;
    // RFC 9110, section 10.2.3: proxies before a platform say it so, whatever its own envelope says.
    ctx.set('retry-after', String(seconds));
    throw new Refused('rate_limited', 'The rate limit is exceeded.', seconds);
  }
  if (fault?.fault === 'server_error') throw new Refused('server_error', 'Something went wrong on our side.');
  if (fault?.fault === 'unavailable') throw new Refused('unavailable', 'The service is unavailable for now.');
  if (fault?.fault === 'expired_token' || fault?.fault === 'revoked_token') {
    throw new Refused(tokenFaults[fault.fault], 'The token is not valid any more.');
  }
  if (fault?.fault === 'missing_scope') throw new Refused('missing_scope', 'A permission is missing.');
}
