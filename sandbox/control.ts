import type Router from '@koa/router';
import { z } from 'zod';
import { addFault, clearFaults, faultNames, listFaults } from './faults.ts';
import { listCalls } from './journal.ts';
import { listMails } from './smtp/mails.ts';
import { readJson } from './readBody.ts';
import type { Sandbox } from './standIn.ts';

const NewFault = z.strictObject({
  standIn: z.string().min(1),
  fault: z.enum(faultNames),
  times: z.int().min(1).max(1_000_000).default(1),
  match: z.string().default(''),
  retryAfterSeconds: z.number().min(0).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
});

/** What tests and people tell the sandbox, and ask it. No vendor has these paths. */
export function mountControl(router: Router, { store }: Sandbox, standIns: string[]): void {
  router.get('/control/faults', (ctx) => {
    ctx.body = listFaults(store);
  });
  router.post('/control/faults', async (ctx) => {
    const request = NewFault.safeParse(await readJson(ctx.req));
    if (!request.success) {
      ctx.status = 400;
      ctx.body = { error: z.prettifyError(request.error) };
    } else if (!standIns.includes(request.data.standIn)) {
      ctx.status = 400;
      ctx.body = {
        error: `there is no stand-in "${request.data.standIn}": choose among ${standIns.join(', ')}`,
      };
    } else {
      ctx.status = 201;
      ctx.body = { id: addFault(store, request.data) };
    }
  });
  router.delete('/control/faults', (ctx) => {
    clearFaults(store);
    ctx.status = 204;
  });
  router.get('/control/calls', (ctx) => {
    const { standIn = '', match = '' } = ctx.query as Record<string, string>;
    ctx.body = listCalls(store, { standIn, match });
  });
  router.get('/control/mails', async (ctx) => {
    ctx.body = await listMails(store, (ctx.query as Record<string, string>).to);
  });
  router.post('/control/reset', (ctx) => {
    for (const table of ['calls', 'faults', 'mails', 'once']) store.run(`delete from ${table}`);
    ctx.status = 204;
  });
}
