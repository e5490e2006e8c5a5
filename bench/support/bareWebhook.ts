import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import pg from 'pg';
import { runService } from '../../runtime/runService.ts';

interface Body {
  entry: {
    changes: { value: { metadata: { phone_number_id: string }; messages: { id: string }[] } }[];
  }[];
}

/**
 * The baseline of webhooks: a bare Koa route that does the same INSERT with `pg`, into a table like the inbox's that
 * nobody reads, and nothing else: no signature, no limits, no log.
 */
await runService('bare-webhook', async () => {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  await pool.query('create table bare_events (like inbox_events including all)');
  const app = new Koa();
  app.use(async (ctx) => {
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) chunks.push(chunk);
    const { entry } = JSON.parse(Buffer.concat(chunks).toString()) as Body;
    for (const { value } of entry.flatMap(({ changes }) => changes))
      await pool.query(
        `insert into bare_events (channel, event_key, account_id, payload) values ('whatsapp', $1, $2, $3)
         on conflict (event_key) do nothing`,
        [value.messages[0]?.id, value.metadata.phone_number_id, JSON.stringify(value)],
      );
    ctx.body = { received: entry.length };
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ready: { port: (server.address() as AddressInfo).port },
    async close() {
      server.close();
      server.closeAllConnections();
      await pool.end();
    },
  };
});
