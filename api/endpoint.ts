import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Caller, ProjectAccess } from './callers.ts';
import type { Locale } from './locale.ts';
import type { Services } from './services.ts';

/**
 * Who may call: anybody; a signed-in person; a member of the project with at least this role (by a person's token or
 * an API key); a person with the role admin.
 */
export type Access = 'public' | 'user' | 'viewer' | 'editor' | 'owner' | 'admin';

/** Which limit of requests a minute counts: see api/rateLimits.ts. `none` for platforms, which are told no 429. */
export type LimitName = 'authentication' | 'ai' | 'sync' | 'visitor' | 'standard' | 'none';

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a handler is given: exactly what its endpoint declared, checked. */
type HandlerRequest<Allowed extends Access, Params, Query, Body> = {
  params: Output<Params>;
  query: Output<Query>;
  body: Output<Body>;
  /** The uploaded file, where the endpoint takes one and one was sent. */
  file: Buffer | undefined;
  /** The body's very bytes, where the endpoint takes it so. */
  rawBody: Buffer | undefined;
  /** A header's value. */
  header: (name: string) => string | undefined;
  locale: Locale;
  /** The address of the client, past trusted proxies only. */
  address: string;
  userAgent: string | null;
  /** A cookie's value; null without it. */
  cookie: (name: string) => string | null;
  services: Services;
} & (Allowed extends 'public' ? unknown : { caller: Caller }) &
  (Allowed extends 'viewer' | 'editor' | 'owner' ? { project: ProjectAccess } : unknown);

export interface Answer<Status extends number = number, Body = unknown> {
  status: Status;
  body: Body;
  headers?: Record<string, string>;
}

type AnswerSchemas = Record<number, z.ZodType | null>;

/** An answer of a declared status, with the body its schema describes. */
type DeclaredAnswer<Answers extends AnswerSchemas> = {
  [Status in keyof Answers & number]: Answer<
    Status,
    Answers[Status] extends z.ZodType ? BodyOf<z.input<Answers[Status]>> : null
  >;
}[keyof Answers & number];

/** A text may also be given as its bytes, or as a stream of them. */
type BodyOf<Body> = Body extends string ? Body | Buffer | Readable : Body;

/** An endpoint as everything but its own file sees it. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As the specifications write it: `/api/images/{id}`. The trailing slash is optional for callers. */
  path: string;
  summary: string;
  /** The group in the documentation. */
  tag: string;
  access: Access;
  limit: LimitName;
  /** WHATSAPP_API_KEY opens it too, for WHATSAPP_PROJECT_ID. */
  botKey?: true;
  /** Takes Idempotency-Key; 'secret' where the answer holds one, which is not kept. */
  idempotent: boolean | 'secret';
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** Headers of its own, for the document: the handler asks `header` for them. */
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** The most bytes of its body, where that is more than the usual 1 MiB; of its file, more than 5 MiB. */
  bodyLimit?: number;
  /** The name of a file that a multipart form may bring along. */
  file?: string;
  /** Takes a body of any type as it comes, so many bytes at most: what is signed is signed so. */
  rawBody?: number;
  /** The media types of its answers, where these are text and no JSON. */
  answerTypes?: string[];
  /** Statuses that it refuses with besides those that follow from what it takes. */
  refuses?: number[];
  answers: AnswerSchemas;
  /**
   * What must be fetched from elsewhere for the work, before its transaction begins: repeated when the request is.
   * Its result is the handler's `gathered`.
   */
  gather?(request: HandlerRequest<Access, z.ZodType, z.ZodType, z.ZodType>): Promise<unknown>;
  handle(request: HandlerRequest<Access, z.ZodType, z.ZodType, z.ZodType> & Gathering): Promise<Answer>;
  /**
   * What is answered in the end, where that comes of what `handle` promised: once its transaction has committed, and
   * after a repeat too, it is given the answer of `handle` and may wait for more. An Idempotency-Key keeps the latter.
   */
  follow?(request: HandlerRequest<Access, z.ZodType, z.ZodType, z.ZodType> & Answered): Promise<Answer>;
  /** Answers an address whose parameters are wrong, where a browser comes that a problem document tells nothing. */
  answerMalformed?(request: { params: Record<string, string>; locale: Locale; services: Services }): Answer;
}

/** What `handle` answered, now or when the key was first used. */
interface Answered {
  promised: unknown;
}

/** Typed as loosely as it is carried: each endpoint's own types are those of its definition. */
interface Gathering {
  gathered: unknown;
}

interface Definition<
  Allowed extends Access,
  Answers extends AnswerSchemas,
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  Gathered,
> extends Omit<
  Endpoint,
  'access' | 'limit' | 'idempotent' | 'params' | 'query' | 'body' | 'answers' | 'gather' | 'handle' | 'follow'
> {
  access: Allowed;
  limit?: LimitName;
  idempotent?: boolean | 'secret';
  params?: Params;
  query?: Query;
  body?: Body;
  answers: Answers;
  gather?(request: HandlerRequest<Allowed, Params, Query, Body>): Promise<Gathered>;
  handle(
    request: HandlerRequest<Allowed, Params, Query, Body> & { gathered: Gathered },
  ): Promise<DeclaredAnswer<Answers>>;
  follow?(request: HandlerRequest<Allowed, Params, Query, Body> & Answered): Promise<DeclaredAnswer<Answers>>;
}

/**
 * Declares an endpoint. Routing, access, limits, validation, the OpenAPI document and the tests that walk every route
 * all read this one value; the handler gets what it declared, typed, and returns data.
 */
export function endpoint<
  const Allowed extends Access,
  const Answers extends AnswerSchemas,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Gathered = undefined,
>(definition: Definition<Allowed, Answers, Params, Query, Body, Gathered>): Endpoint {
  return { limit: 'standard', idempotent: false, ...definition };
}

/** An answer with a status that the endpoint declared. */
export const answer = <const Status extends number, Body>(
  status: Status,
  body: Body,
  headers?: Record<string, string>,
): Answer<Status, Body> => ({ status, body, headers });

export const ok = <Body>(body: Body, headers?: Record<string, string>) => answer(200, body, headers);

export const created = <Body>(body: Body, headers?: Record<string, string>) => answer(201, body, headers);

export const accepted = <Body>(body: Body, headers?: Record<string, string>) => answer(202, body, headers);

/** Sends the browser elsewhere. */
export const redirect = (location: string) => answer(302, null, { Location: location });

export const noContent = () => answer(204, null);
