import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { z } from 'zod';
import { Problem } from '../contracts/problem.ts';
import { Uuid } from '../contracts/common.ts';
import type { Endpoint } from './endpoint.ts';
import { isV1 } from './locale.ts';

const problemTexts: Record<number, string> = {
  400: 'The request is malformed or a field is wrong',
  401: 'Nobody is signed in, or not any more',
  403: 'The caller may not do this',
  404: 'There is no such thing, or not for this caller',
  409: 'The present state does not allow this',
  413: 'The body is too large',
  415: 'The body is of another type than this endpoint takes',
  422: 'A field is wrong, or the Idempotency-Key, or client_message_id, came with another request',
  429: 'Too many requests; Retry-After says when to come again',
  500: 'An error on our side',
  503: 'A dependency is down; Retry-After says when to come again',
};

/** The OpenAPI 3.1 document, made from the endpoints: it cannot say other than what they do. */
export function createOpenApiDocument(endpoints: Endpoint[]): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'SocialSync API',
      version: '1.0.0',
      description:
        'Every path also works with a trailing slash. Errors are application/problem+json (RFC 9457). ' +
        'Texts are French or English by Accept-Language.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'an access token' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: "a project's API key" },
      },
    },
  });
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { access, params, query, body, file, rawBody } = endpoint;
  const inProject = access === 'viewer' || access === 'editor' || access === 'owner';
  const headers: Record<string, z.ZodType> = { ...endpoint.headers?.shape };
  if (inProject && !isV1(endpoint.path)) {
    headers['X-Project-Id'] = Uuid.optional().meta({
      description: "the project; the person's default one without it",
    });
  }
  if (endpoint.idempotent) {
    headers['Idempotency-Key'] = z
      .string()
      .optional()
      .meta({ description: 'repeats with the same key are done once, for 24 hours' });
  }
  return {
    operationId: operationId(endpoint),
    summary: endpoint.summary,
    tags: [endpoint.tag],
    security: access === 'public' ? [] : inProject ? [{ bearer: [] }, { apiKey: [] }] : [{ bearer: [] }],
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(Object.keys(headers).length > 0 && { header: z.object(headers) }),
    },
    ...(rawBody && {
      requestBody: { required: true, content: { 'application/json': { schema: {} } } },
    }),
    ...(body && {
      requestBody: {
        required: !body.isOptional(),
        content: {
          'application/json': { schema: body },
          ...(file && {
            'multipart/form-data': {
              schema: {
                type: 'object' as const,
                properties: { [file]: { type: 'string' as const, format: 'binary' } },
              },
            },
          }),
        },
      },
    }),
    responses: { ...problems(endpoint), ...successes(endpoint) },
  };
}

/** `GET /api/images/{id}` -> `get_api_images_id`: stable, and unique as the route is. */
const operationId = ({ method, path }: Endpoint) =>
  `${method} ${path}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/_$/, '');

function successes({ answers, answerTypes = ['application/json'] }: Endpoint): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      {
        description:
          status === '302'
            ? 'The browser is sent on'
            : (problemTexts[Number(status)] ?? (schema ? 'Success' : 'Success, without a body')),
        ...(status === '302' && { headers: z.object({ Location: z.url() }) }),
        ...(schema && { content: Object.fromEntries(answerTypes.map((type) => [type, { schema }])) }),
      },
    ]),
  );
}

function problems(endpoint: Endpoint): ZodOpenApiResponsesObject {
  const { access, method, params, query, body, rawBody, refuses = [], idempotent, path } = endpoint;
  const inProject = access === 'viewer' || access === 'editor' || access === 'owner';
  const statuses = [
    ...(params || query || body || inProject ? [400] : []),
    ...(access === 'public' && !body ? [] : [401]),
    ...(access === 'public' ? [] : [403]),
    ...(params || inProject ? [404] : []),
    ...(method === 'GET' ? [] : [409]),
    ...(body || rawBody ? [413, 415] : []),
    ...refuses,
    ...(idempotent || (isV1(path) && (params || query || body)) ? [422] : []),
    429,
    500,
    503,
  ];
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: problemTexts[status] ?? '',
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
}
