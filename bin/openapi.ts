import { endpoints } from '../api/endpoints.ts';
import { createOpenApiDocument } from '../api/openapi.ts';

/** `npm run --silent openapi`: prints the OpenAPI document; needs no server. */
// Whoever reads only its beginning (`| head`) is served.
process.stdout.on('error', () => process.exit(0));
process.stdout.write(`${JSON.stringify(createOpenApiDocument(endpoints), null, 2)}\n`);
