import { createPlatformHttp, type HttpOptions } from './http.ts';
import type { AppCall } from './platform.ts';
import type { RegisteredPlatform } from './registry.ts';

/** What the calls on behalf of a platform's app are made with. `observe` is told of every answer. */
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
