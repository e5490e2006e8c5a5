import { createHash } from 'node:crypto';
import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import type { z } from 'zod';
import { forbidden, notFound, Refusal } from '../contracts/refusal.ts';
import { authenticate, authenticateBot, type Authenticated, type ProjectAccess } from './callers.ts';
import type { Access, Answer, Endpoint } from './endpoint.ts';
import { findAnswer, once, type KeyedRequest } from './idempotency.ts';
import { isV1, type Locale } from './locale.ts';
import { problemOfText } from './parseJson.ts';
import type { RateLimits } from './rateLimits.ts';
import { readBytes, readJsonBody } from './readBody.ts';
import { readForm } from './readForm.ts';
import type { RequestState } from './requestState.ts';
import type { Services } from './services.ts';
import { validate } from './validation.ts';

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const hashOf = (file: Buffer) => createHash('sha256').update(file).digest('hex');
const ranks = { viewer: 1, editor: 2, owner: 3 } as const;

/** Turns endpoints into routes. `{id}` in a path becomes the router's `:id`. */
export function mount(router: Router, endpoints: Endpoint[], services: Services, limits: RateLimits): void {
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/\{(\w+)\}/g, ':$1');
    router.register(path, [endpoint.method], async (ctx: RouterContext) =>
      send(
        ctx,
        await serve(ctx, endpoint, services, limits)
          .catch(uncounted(ctx, endpoint, limits))
          .catch(malformed(ctx, endpoint, services)),
      ),
    );
  }
}

/** A sync that was not even begun, for its request was invalid, is none of the few that are allowed a minute. */
const uncounted =
  (ctx: RouterContext, { limit }: Endpoint, limits: RateLimits) =>
  async (error: unknown): Promise<never> => {
    const { countedAs } = ctx.state as RequestState;
    if (limit === 'sync' && countedAs !== undefined && error instanceof Refusal && error.kind === 'invalid')
      await limits.giveBack(limit, ctx.path, countedAs);
    throw error;
  };

/** What answers a request that is refused as invalid, where its endpoint has its own answer to that. */
const malformed =
  (ctx: RouterContext, endpoint: Endpoint, services: Services) =>
  (error: unknown): Answer => {
    if (!endpoint.answerMalformed || !(error instanceof Refusal) || error.kind !== 'invalid') throw error;
    const { locale } = ctx.state as RequestState;
    return endpoint.answerMalformed({ params: ctx.params, locale, services });
  };

/**
 * One request through its endpoint: who calls, how often, may they, is it valid, has it been done before; then the
 * handler. Each step throws a Refusal, which api/app.ts answers.
 */
async function serve(
  ctx: RouterContext,
  endpoint: Endpoint,
  services: Services,
  limits: RateLimits,
): Promise<Answer> {
  const state = ctx.state as RequestState;
  const { locale } = state;

  const identified = await identify(ctx, endpoint, services, limits);
  const params = endpoint.params && validate(endpoint.params, readTexts(ctx.params), locale);
  const project = admit(endpoint.access, identified);
  const query = endpoint.query && validate(endpoint.query, readTexts({ ...ctx.query }), locale);
  const form =
    endpoint.file && ctx.is('multipart/form-data')
      ? await readForm(ctx.req, endpoint.file, endpoint.bodyLimit)
      : undefined;
  const body =
    endpoint.body &&
    validateBody(endpoint.body, form ? form.fields : await readJsonBody(ctx.req, endpoint.bodyLimit), locale);

  const rawBody = endpoint.rawBody ? await readBytes(ctx.req, endpoint.rawBody) : undefined;

  const request = {
    params,
    query,
    body,
    file: form?.file,
    rawBody,
    header: (name: string) => ctx.get(name) || undefined,
    locale,
    address: state.address,
    userAgent: ctx.get('user-agent').slice(0, 500) || null,
    cookie: (name: string) => ctx.cookies.get(name) ?? null,
    services,
    caller: identified?.caller,
    project,
  };
  const key = ctx.get('idempotency-key');
  const owner = project?.id ?? identified?.caller.userId ?? state.address;
  const keyed =
    endpoint.idempotent && key
      ? {
          endpoint,
          key,
          owner,
          secret: services.config.JWT_SECRET ?? '',
          content: [params, query, body, ...(form?.file ? [hashOf(form.file)] : [])],
        }
      : null;
  const answer = await answerTo(endpoint, request, keyed);
  if (!endpoint.follow) return answer;
  const followed = await endpoint.follow({ ...request, promised: answer.body });
  return { ...followed, headers: { ...answer.headers, ...followed.headers } };
}

/** What is gathered for a request is not gathered again for its repeats: it may be gone by then. */
async function answerTo(
  endpoint: Endpoint,
  request: Omit<Parameters<Endpoint['handle']>[0], 'gathered'>,
  keyed: KeyedRequest | null,
): Promise<Answer> {
  const replayed = keyed && endpoint.gather ? await findAnswer(keyed) : null;
  if (replayed) return replayed;
  const gathered = await endpoint.gather?.(request);
  const handle = () => endpoint.handle({ ...request, gathered });
  return keyed ? once(keyed, handle) : handle();
}

/** Who calls, counted against their limit; nobody where anybody may. A wrong token counts against its address. */
async function identify(
  ctx: RouterContext,
  endpoint: Endpoint,
  services: Services,
  limits: RateLimits,
): Promise<Authenticated | null> {
  const state = ctx.state as RequestState;
  const count = async (who: string) => ctx.set(await limits.count(endpoint.limit, ctx.path, who));
  if (endpoint.access === 'public') {
    await count(state.address);
    return null;
  }
  try {
    const named = namedProject(ctx);
    const found =
      (endpoint.botKey && (await authenticateBot(ctx.req.headers, named, services.config))) ||
      (await authenticate(ctx.req.headers, named, services.tokens));
    state.userId = found.caller.userId;
    state.projectId = found.project?.id;
    state.countedAs = found.caller.apiKeyId ?? found.caller.userId;
    await count(state.countedAs);
    return found;
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'unauthenticated') await count(state.address);
    throw error;
  }
}

/** The project a request names: in its path under /api/v1, elsewhere by X-Project-Id. Null names none. */
function namedProject(ctx: RouterContext): string | null {
  const named = ctx.params.project_id ?? (isV1(ctx.path) ? '' : ctx.get('x-project-id'));
  if (!named) return null;
  if (uuid.test(named)) return named;
  if (ctx.params.project_id) return null;
  throw new Refusal('invalid', 'invalid_project_header', {
    fields: { 'X-Project-Id': ['invalid_project_header'] },
  });
}

/** The project, once the caller was found to be allowed what the endpoint takes. */
function admit(access: Access, identified: Authenticated | null): ProjectAccess | undefined {
  if (!identified) return undefined;
  const { caller, project } = identified;
  if (access === 'user' || access === 'admin') {
    if (caller.apiKeyId) throw forbidden('api_key_not_accepted');
    if (access === 'admin' && caller.role !== 'admin') throw forbidden('admin_only');
    return undefined;
  }
  if (!project) throw notFound('project');
  const needed = access as keyof typeof ranks;
  if (ranks[project.role] < ranks[needed]) {
    throw new Refusal('forbidden', 'role_too_low', { parameters: { role: project.role, needed } });
  }
  return project;
}

/** Parameters of the address, once none of them holds what Postgres could not store. */
function readTexts(parameters: Record<string, unknown>): Record<string, unknown> {
  for (const text of Object.values(parameters).flat()) {
    if (typeof text === 'string' && problemOfText(text)) throw new Refusal('invalid', 'malformed_address');
  }
  return parameters;
}

function validateBody(schema: z.ZodType, body: unknown, locale: Locale): unknown {
  if (body === undefined && !schema.isOptional()) throw new Refusal('invalid', 'body_required');
  return validate(schema, body, locale);
}

function send(ctx: RouterContext, { status, body, headers }: Answer): void {
  ctx.status = status;
  if (headers) ctx.set(headers);
  ctx.body = body;
  if (body === null) ctx.status = status;
}
