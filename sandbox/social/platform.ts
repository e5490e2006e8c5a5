import type { RouterContext } from '@koa/router';
import type { Operation } from '../faults.ts';
import type { Store } from '../store.ts';
import type { Account, NewAccount } from './accounts.ts';
import type { App } from './apps.ts';
import type { Attempt, SendAttempt } from './attempts.ts';
import type { Grant } from './grants.ts';
import type { PlatformMessaging } from './messaging/messaging.ts';
import type { PkceRules } from './pkce.ts';
import type { Refused } from './refused.ts';
import type { Token } from './tokens.ts';

/** A call of a platform, whose body is read. */
export interface Call {
  ctx: RouterContext;
  store: Store;
  platform: Platform;
  /** By the sandbox's clock, milliseconds since 1970. */
  now: number;
  query: URLSearchParams;
  /** The body as it came. */
  bytes: Buffer;
  /** The body as text; empty when it is a file or has parts. */
  text: string;
  /** The body's fields when it is a form, also one of parts; else none. */
  form: URLSearchParams;
  /** The files of a form of parts, by their field. */
  files: Map<string, Buffer>;
  /** Its number in the ledger of what could publish; null when it could not. */
  request: number | null;
  /** Its number in the ledger of what could send a message; null when it could not. */
  send: number | null;
  /** How long, in milliseconds, a fresh post is missing in the lists that this call reads. */
  hiddenMs: number;
  /** Where the sandbox itself is reached, such as http://127.0.0.1:8900: for the addresses of pictures. */
  origin: string;
}

/** A call with a token that the platform accepted. */
export interface AccountCall extends Call {
  token: Token;
  account: Account;
  scopes: string[];
}

/** What an authorisation request looks like, and what consent answers. */
export interface Authorization {
  /** Below the platform's base, in the router's syntax: `/www/v2/auth/authorize/`. */
  path: string;
  /** `client_id`, unless the platform calls it otherwise. */
  clientIdParameter?: string;
  separator: ',' | ' ';
  /** Every scope it knows, with what the consent page says of it. */
  scopes: Record<string, string>;
  /** What a request is for that names no scope; such a request is refused when left out. */
  defaultScopes?: string[];
  /** Whether response_type may be missing, and is `code` then. */
  responseTypeOptional?: true;
  /** Whether a request without state is refused. */
  stateRequired: boolean;
  pkce: PkceRules;
  codeLifetimeSeconds: number;
  codePrefix?: string;
  /** What else a request must fulfil. @throws {Refused} */
  check?(query: URLSearchParams): void;
  /** Errors other than a wrong client or redirect URI: shown on a page of the platform, or sent back to the app. */
  errorsGoTo: 'page' | 'app';
  /** What of an account the person chooses to open, such as its pages; the grant keeps the ids under `field`. */
  assets?: { heading: string; field: string; of(account: Account): { id: string; name: string }[] };
  /** What the callback carries beside code and state, such as the scopes. */
  callback?(consent: { scopes: string[]; query: URLSearchParams }): Record<string, string>;
  /** The fragment that the callback ends with, such as Meta's `_`. */
  fragment?: string;
  /** What the callback carries, beside state, when the person denies. */
  denial: Record<string, string>;
}

/** What the token endpoint gives: what of it the platform's answer shows is the platform's matter. */
export interface Issued {
  accessToken: string;
  /** null: it never expires. */
  accessLifetimeSeconds: number | null;
  refreshToken: string | null;
  refreshLifetimeSeconds: number | null;
  grant: Grant;
  account: Account;
  scopes: string[];
}

/** How codes and refresh tokens become access tokens. */
export interface Tokens {
  /** Below the platform's base. */
  path: string;
  /** POST, unless the platform also takes a GET with everything in the query. */
  methods?: ('GET' | 'POST')[];
  /** Where the app says who it is: fields of the body, HTTP Basic, or either. */
  clientAuthentication: 'body' | 'basic' | 'either';
  /** Whether a body that is no form is refused; else JSON is taken too, and the query. */
  formRequired: boolean;
  access: { lifetimeSeconds: number | null; prefix?: string; kind?: string };
  /** null: the platform gives none. */
  refresh: {
    /** rotating: single use, each use gives another, reuse ends the family. reusable: stays the same. */
    use: 'rotating' | 'reusable';
    lifetimeSeconds: number | null;
    prefix?: string;
    /** Whether a grant gets one, such as only with the scope offline.access; always, when left out. */
    given?(grant: Grant): boolean;
  } | null;
  /** What a request without grant_type is, where the platform allows that. */
  defaultGrantType?: string;
  /** Further grant types, such as fb_exchange_token: each returns the answer's body. @throws {Refused} */
  otherGrants?: Record<string, (call: Call, app: App, fields: URLSearchParams) => object>;
  /** The body of a successful answer. */
  answer(issued: Issued, how: 'authorization_code' | 'refresh_token'): object;
}

/** A way to end a token, RFC 7009 or the platform's own. */
export interface Revocation {
  path: string;
  method?: 'POST' | 'DELETE';
  /** The field that holds the token: `token`, unless it is called otherwise. */
  tokenParameter?: string;
  /** Whether the app must authenticate, as at the token endpoint. */
  clientAuthentication: Tokens['clientAuthentication'] | 'none';
  /** Whether a token that ran out is refused, instead of ending what it came of. */
  refusesExpired?: true;
  /** Ends the whole grant, or this token alone. */
  ends: 'grant' | 'token';
  answer(ctx: RouterContext): void;
}

/** What a call is about, for those who set faults and read the ledger. */
export interface Purpose {
  /** Faults can be set for this kind of call; `commit` when `attempt` says so. */
  operation?: Exclude<Operation, 'commit'>;
  /** What the call would make public at once, were it accepted: it is noted in the ledger. null: nothing. */
  attempt?(call: Call): Attempt | null;
  /** The message that the call would send, were it accepted: it is noted in the ledger. null: none. */
  sends?(call: Call): SendAttempt | null;
}

/** An API call that needs a token. */
export interface Endpoint extends Purpose {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the platform's base, in the router's syntax. */
  path: string;
  /** The token's grant needs one of these; none needed when left out. */
  scopes?: string[];
  /** Kinds of token that are accepted: `access` unless said otherwise. */
  kinds?: string[];
  /** Sets the answer's body. @throws {Refused} */
  handle(call: AccountCall): void | Promise<void>;
}

/** An exchange outside the ordinary OAuth flow, which finds and issues tokens itself. */
export interface OpenEndpoint extends Purpose {
  method: Endpoint['method'];
  path: string;
  handle(call: Call): void | Promise<void>;
}

/** How many calls an account has, and how the platform says so. */
interface RateLimit {
  /** In a window; a function where calls that are counted apart have limits of their own. */
  calls: number | ((call: AccountCall) => number);
  windowSeconds: number;
  /** What is counted apart from what, such as the path; all calls together when left out. */
  bucket?(call: AccountCall): string;
  headers?(
    usage: { used: number; limit: number; resetAtMs: number; nowMs: number },
    call: AccountCall,
  ): Record<string, string>;
}

/** A social platform: mostly data, functions where it deviates. */
export interface Platform {
  /** As in the address: `tiktok`. */
  name: string;
  /** As people know it: `TikTok`. */
  title: string;
  /** The hosts it has, by the name that stands for each in the address: { api: 'open.tiktokapis.com' }. */
  hosts: Record<string, string>;
  accounts: NewAccount[];
  authorization: Authorization;
  tokens: Tokens;
  revocation?: Revocation;
  endpoints: Endpoint[];
  openEndpoints?: OpenEndpoint[];
  /** How businesses talk with their customers there. */
  messaging?: PlatformMessaging;
  rateLimit?: RateLimit;
  /** Where a call carries its token; the header Authorization: Bearer, when left out. */
  tokenOf?(call: Call): string | null;
  /** What every call must fulfil. @throws {Refused} */
  check?(call: Call): void;
  /** Headers of every answer. */
  headers?(call: Call): Record<string, string>;
  /** Answers a refused call of the API in the platform's words. */
  refuse(call: Call, refused: Refused): void;
  /** The same at the token and revocation endpoints. */
  refuseOAuth(call: Call, refused: Refused): void;
}
