import { endpoints } from '../api/endpoints.ts';
import { createOpenApiDocument } from '../api/openapi.ts';

/** `npm run --silent openapi`: prints the OpenAPI document; needs no server. */
process.stdout.write(`${JSON.stringify(createOpenApiDocument(endpoints), null, 2)}\n`);
