import type { PlatformHttp } from './http.ts';

/** What a call about one account is made with. */
export interface AccountCall {
  http: PlatformHttp;
  accessToken: string;
  externalId: string;
  /** What its person allowed: nothing else is asked for. Null or left out where that is not known. */
  scopes?: string[] | null;
}

/** What a call on behalf of the app is made with. */
export interface AppCall {
  http: PlatformHttp;
  clientId: string;
  clientSecret: string;
}
