import type Router from '@koa/router';
import { z } from 'zod';
import { addFault, clearFaults, faultNames, listFaults, operations } from './faults.ts';
import { listCalls } from './journal.ts';
import { listMails } from './smtp/mails.ts';
import { readJson } from './readBody.ts';
import { allOf, type Sandbox } from './standIn.ts';

const NewFault = z.strictObject({
  standIn: z.string(),
  fault: z.enum(faultNames),
  times: z.int().min(1).max(1_000_000).default(1),
  match: z.string().default(''),
  retryAfterSeconds: z.number().min(0).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  staleSeconds: z.number().min(0).max(86_400).optional(),
  operation: z.enum(operations).optional(),
  forSeconds: z.number().positive().max(86_400).optional(),
});

/** What tests and people tell the sandbox, and ask it. No vendor has these paths. */
export function mountControl(router: Router, sandbox: Sandbox): void {
  const { store } = sandbox;
  router.get('/control/faults', (ctx) => {
    ctx.body = listFaults(store);
  });
  router.post('/control/faults', async (ctx) => {
    const request = NewFault.safeParse(await readJson(ctx));
    const problem = request.success ? faultProblem(sandbox, request.data) : z.prettifyError(request.error);
    if (problem !== null || !request.success) {
      ctx.status = 400;
      ctx.body = { error: problem };
    } else {
      ctx.status = 201;
      const { forSeconds, ...fault } = request.data;
      const until = forSeconds === undefined ? {} : { until: Date.now() + forSeconds * 1000 };
      ctx.body = { id: addFault(store, { ...fault, ...until }) };
    }
  });
  router.delete('/control/faults', (ctx) => {
    clearFaults(store);
    ctx.status = 204;
  });
  router.get('/control/calls', (ctx) => {
    const query = new URLSearchParams(ctx.querystring);
    ctx.body = listCalls(store, {
      standIn: query.get('standIn') ?? '',
      match: query.get('match') ?? '',
    });
  });
  router.get('/control/mails', async (ctx) => {
    ctx.body = await listMails(store, new URLSearchParams(ctx.querystring).get('to') ?? '');
  });
  router.post('/control/reset', (ctx) => {
    for (const table of ['calls', 'faults', 'mails', 'once']) store.run(`delete from ${table}`);
    ctx.status = 204;
  });
}

/** Why a fault can never happen, if so. */
export function faultProblem(
  sandbox: Sandbox,
  { standIn, fault }: { standIn: string; fault: string },
): string | null {
  const all = allOf(sandbox);
  const chosen = all.find(({ name }) => name === standIn);
  if (!chosen) {
    return `there is no stand-in "${standIn}": choose among ${all.map(({ name }) => name).join(', ')}`;
  }
  return chosen.faults.some((name) => name === fault)
    ? null
    : `${standIn} knows no fault "${fault}": choose among ${chosen.faults.join(', ')}`;
}
