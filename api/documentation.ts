import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import type { Endpoint } from './endpoint.ts';
import { createOpenApiDocument } from './openapi.ts';

const require = createRequire(import.meta.url);
const swaggerFolder = dirname(require.resolve('swagger-ui-dist/package.json'));
const redocFolder = join(dirname(require.resolve('redoc/package.json')), 'bundles');

/** Both viewers style themselves in line, and ReDoc searches in a worker it makes from a blob. */
const viewerPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'";

const page = (title: string, head: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
  `<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body>${body}</body></html>`;

const swaggerPage = page(
  'SocialSync API',
  '<link rel="stylesheet" href="/docs/swagger-ui.css">',
  '<div id="swagger-ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script>',
);
const swaggerStart =
  "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, persistAuthorization: true });";

const redocPage = page(
  'SocialSync API reference',
  '',
  '<redoc spec-url="/openapi.json"></redoc><script src="/redoc/redoc.standalone.js"></script>',
);

/** /openapi.json, and two viewers of it that load nothing from elsewhere: Swagger UI at /docs, ReDoc at /redoc. */
export function mountDocumentation(router: Router, endpoints: Endpoint[]): void {
  // Made when somebody asks for it: that takes a while, which a start need not wait for.
  let document: string | undefined;
  router.get('/openapi.json', (ctx) => {
    document ??= JSON.stringify(createOpenApiDocument(endpoints));
    ctx.type = 'application/json';
    ctx.body = document;
  });

  // Where the dashboard is not built, whoever opens the address is led here.
  router.get('/', (ctx) => ctx.redirect('/docs'));
  router.get('/docs', (ctx) => answerPage(ctx, swaggerPage));
  router.get('/docs/start.js', (ctx) => {
    ctx.type = 'text/javascript';
    ctx.body = swaggerStart;
  });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.get(`/docs/${file}`, (ctx) => answerFile(ctx, join(swaggerFolder, file)));
  }
  router.get('/redoc', (ctx) => answerPage(ctx, redocPage));
  router.get('/redoc/redoc.standalone.js', (ctx) =>
    answerFile(ctx, join(redocFolder, 'redoc.standalone.js')),
  );
}

function answerPage(ctx: RouterContext, html: string): void {
  ctx.set('Content-Security-Policy', viewerPolicy);
  ctx.type = 'text/html';
  ctx.body = html;
}

function answerFile(ctx: RouterContext, path: string): void {
  ctx.set('Cache-Control', 'public, max-age=3600');
  ctx.type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
  ctx.body = createReadStream(path);
}
