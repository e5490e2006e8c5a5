import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { endpoints } from '../../api/endpoints.ts';
import { createOpenApiDocument } from '../../api/openapi.ts';

export const document = createOpenApiDocument(endpoints);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi');

const templates = endpoints.map(({ method, path }) => ({
  method,
  path,
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`),
}));
const compiled = new Map<string, ValidateFunction>();
/** What was seen answered, as `GET /api/images 200`: the tests of the document read it. */
export const answered = new Set<string>();

/** Throws unless the OpenAPI document describes this answer: its status, its type and its body to the last member. */
export function assertDocumented(
  method: string,
  path: string,
  answer: { status: number; headers: Headers; body: unknown },
): void {
  // Fixed paths stand before those with parameters, as in the router.
  const endpoint = templates.find((template) => template.method === method && template.pattern.test(path));
  if (!endpoint) return;
  const name = `${method} ${endpoint.path} ${answer.status}`;
  answered.add(name);
  const responses = document.paths?.[endpoint.path]?.[method.toLowerCase() as 'get']?.responses;
  const response = responses?.[String(answer.status) as '200'];
  if (!response) throw new Error(`${name} is not in the OpenAPI document: ${JSON.stringify(answer.body)}`);
  if (!('content' in response) || !response.content) {
    if (answer.body !== null) throw new Error(`${name} has a body, and the OpenAPI document none`);
    return;
  }
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  if (!(type in response.content)) throw new Error(`${name} is ${type}, and in the OpenAPI document not`);
  const validate = validatorOf(endpoint.path, method, answer.status, type);
  if (!validate(answer.body)) {
    throw new Error(`${name} is not what the OpenAPI document says: ${ajv.errorsText(validate.errors)}`);
  }
}

function validatorOf(path: string, method: string, status: number, type: string): ValidateFunction {
  const place = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
  const pointer = place
    .map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1')))
    .join('/');
  const found = compiled.get(pointer);
  if (found) return found;
  const validate = ajv.compile({ $ref: `openapi#/${pointer}` });
  compiled.set(pointer, validate);
  return validate;
}
