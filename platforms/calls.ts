import { createPlatformHttp, type HttpOptions } from './http.ts';
import type { AccountCall, AppCall } from './credentials.ts';
import type { RegisteredPlatform } from './registry.ts';

/**
 * What calls on behalf of an app are made with, without regard to holds: work takes heldCalls. `observe` is told of every
 * answer.
 */
export function appCall(
  { platform, settings }: RegisteredPlatform,
  observe?: HttpOptions['observe'],
): AppCall {
  const { clientId, clientSecret, hosts, version, userAgent } = settings;
  const http = createPlatformHttp({
    hosts,
    version,
    userAgent,
    classify: (answer) => platform.classify(answer),
    ...(observe && { observe }),
  });
  return { http, clientId, clientSecret };
}

/** The same calls, of which no byte leaves at or after that time. */
export const endingAt = (call: AccountCall, notAfter: Date): AccountCall => ({
  ...call,
  http: { ...call.http, send: (request) => call.http.send({ ...request, notAfter }) },
});
