import type { AccountCall } from '../../platforms/platform.ts';

/** A call of which no byte leaves after `notAfter`. */
export const callUntil = (call: AccountCall, notAfter: Date): AccountCall => ({
  ...call,
  http: { ...call.http, send: (request) => call.http.send({ ...request, notAfter }) },
});
