import type { AccountCall } from '../platforms/platform.ts';

/** The same call, of which no byte leaves after this time. */
export const callUntil = (call: AccountCall, notAfter: Date): AccountCall => ({
  ...call,
  http: { ...call.http, send: (request) => call.http.send({ ...request, notAfter }) },
});
