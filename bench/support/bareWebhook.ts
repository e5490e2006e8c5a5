import { serveBare } from './serveBare.ts';

interface Body {
  entry: {
    changes: { value: { metadata: { phone_number_id: string }; messages: { id: string }[] } }[];
  }[];
}

/**
 * The baseline of webhooks: a bare Koa route that does the same INSERT with `pg`, into a table like the inbox's that
 * nobody reads, and nothing else: no signature, no limits, no log.
 */
await serveBare<Body>('bare-webhook', async (pool) => {
  await pool.query('create table bare_events (like inbox_events including all)');
  return async ({ entry }) => {
    for (const { value } of entry.flatMap(({ changes }) => changes))
      await pool.query(
        `insert into bare_events (channel, event_key, account_id, payload) values ('whatsapp', $1, $2, $3)
         on conflict (event_key) do nothing`,
        [value.messages[0]?.id, value.metadata.phone_number_id, JSON.stringify(value)],
      );
    return { status: 200, body: { received: entry.length } };
  };
});
