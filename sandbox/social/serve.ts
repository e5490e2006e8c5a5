import type { RouterContext } from '@koa/router';
import { drop, staysFor } from '../connection.ts';
import { takeFault, type Fault } from '../faults.ts';
import { beginCall, endCall, type Ending } from '../journal.ts';
import { readBody } from '../readBody.ts';
import type { Store } from '../store.ts';
import { nowOf } from './clock.ts';
import type { Call, Platform } from './platform.ts';
import { Refused, type Reason } from './refused.ts';
import { addUnknownFields, malformBody, slowBody } from './spoil.ts';

/** What is done for a call, and how it is told apart. */
export interface Service {
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
  const call = callOf(ctx, store, platform, await readBody(ctx));
  const subject = `${ctx.method} ${ctx.path} ${service.subject(call)}`.trim();
  const id = beginCall(store, {
    ...{ standIn: platform.name, method: ctx.method, path: ctx.path },
    ...{ prompt: subject, key: service.key(call) },
  });
  const end = (ending: Ending) => endCall(store, id, ending);
  const fault = takeFault(store, platform.name, subject);
  const away = { outcome: 'left', status: null, worked: false } as const;
  if (fault?.fault === 'drop_before_work') {
    end({ outcome: 'dropped', status: null, worked: false });
    return drop(ctx);
  }
  if (fault?.fault === 'slow' && !(await staysFor(ctx, fault.delayMs ?? 10_000))) return end(away);

  // The platform lives in its own time, and says so: who reads a reset time compares it with this.
  ctx.set({ date: new Date(call.now).toUTCString(), ...platform.headers?.(call) });
  try {
    refuseByFault(fault, service);
    platform.check?.(call);
    await service.work(call);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    service.refuse(call, error);
    return end({ outcome: 'refused', status: ctx.status, worked: false });
  }
  // Noted before the answer leaves: whoever has the answer finds it in the journal.
  if (fault?.fault === 'drop_after_work') {
    end({ outcome: 'dropped', status: null, worked: true });
    return drop(ctx);
  }
  end({ outcome: 'answered', status: ctx.status, worked: true });
  if (fault?.fault === 'malformed_body') malformBody(ctx);
  if (fault?.fault === 'unknown_fields') addUnknownFields(ctx);
  if (fault?.fault === 'slow_body') slowBody(ctx, fault.delayMs ?? 10_000);
}

function callOf(ctx: RouterContext, store: Store, platform: Platform, text: string): Call {
  const isForm = ctx.is('application/x-www-form-urlencoded') !== false;
  return {
    ...{ ctx, store, platform, text, now: nowOf(store), origin: `${ctx.protocol}://${ctx.host}` },
    query: new URLSearchParams(ctx.querystring),
    form: new URLSearchParams(isForm ? text : ''),
  };
}

/** @throws {Refused} when the fault is one that the platform would answer with a refusal. */
function refuseByFault(fault: Fault | null, { tokenFaults }: Service): void {
  if (fault?.fault === 'rate_limited') {
    throw new Refused('rate_limited', 'The rate limit is exceeded.', fault.retryAfterSeconds);
  }
  if (fault?.fault === 'server_error') throw new Refused('server_error', 'Something went wrong on our side.');
  if (fault?.fault === 'unavailable') throw new Refused('unavailable', 'The service is unavailable for now.');
  if (fault?.fault === 'expired_token' || fault?.fault === 'revoked_token') {
    throw new Refused(tokenFaults[fault.fault], 'The token is not valid any more.');
  }
  if (fault?.fault === 'missing_scope') throw new Refused('missing_scope', 'A permission is missing.');
}
