import { createServer } from 'vite';
import { readConfig } from '../config/environment.ts';
import { viteOptions } from './dashboard/viteOptions.ts';

/** `npm run dashboard:dev`: the dashboard as it is written, against an API that runs (npm start). */
const { PORT } = readConfig();
const api = { target: `http://127.0.0.1:${PORT}` };
const server = await createServer({
  ...viteOptions,
  logLevel: 'info',
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/media', '/oauth', '/reset-password', '/invitation', '/docs', '/openapi.json'].map((path) => [
        path,
        api,
      ]),
    ),
  },
  // Its addresses outside /dashboard/ too.
  appType: 'spa',
});
server.middlewares.stack.unshift({
  route: '',
  handle: ((
    request: { url?: string; headers: { accept?: string } },
    _response: unknown,
    next: () => void,
  ) => {
    const wantsPage = request.headers.accept?.includes('text/html');
    if (
      wantsPage &&
      /^\/(dashboard|sign-in|register|forgotten-password|influencer|$)/.test(request.url ?? '')
    )
      request.url = '/dashboard/';
    next();
  }) as never,
});
await server.listen();
server.printUrls();
