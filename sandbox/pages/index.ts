import type Router from '@koa/router';
import { faultProblem } from '../control.ts';
import { addFault, clearFaults, type FaultName } from '../faults.ts';
import { thumbnailOf } from '../journal.ts';
import { readBody } from '../readBody.ts';
import { findMail } from '../smtp/mails.ts';
import type { Sandbox } from '../standIn.ts';
import { homePage } from './home.ts';
import { mailBody, mailPage, mailPolicy } from './mailPage.ts';
import { show } from './show.ts';

/** The pages a person looks at. */
export function mountPages(router: Router, sandbox: Sandbox): void {
  const { store } = sandbox;
  router.get('/', async (ctx) => show(ctx, await homePage(sandbox, `${ctx.protocol}://${ctx.host}`)));
  router.get('/calls/:id/picture', (ctx) => {
    const thumbnail = thumbnailOf(store, ctx.params.id ?? '');
    if (!thumbnail) return;
    ctx.type = 'image/webp';
    ctx.body = Buffer.from(thumbnail);
  });
  router.get('/mail/:id', async (ctx) => {
    const mail = await findMail(store, ctx.params.id ?? '');
    if (mail) show(ctx, mailPage(mail));
  });
  router.get('/mail/:id/html', async (ctx) => {
    const mail = await findMail(store, ctx.params.id ?? '');
    if (mail) show(ctx, mailBody(mail), mailPolicy);
  });
  router.post('/faults', async (ctx) => {
    const form = new URLSearchParams(await readBody(ctx));
    const [standIn = '', fault = ''] = (form.get('fault') ?? '').split(' ');
    const times = Math.min(1000, Math.max(1, Math.floor(Number(form.get('times')) || 1)));
    const problem = faultProblem(sandbox, { standIn, fault });
    if (problem) ctx.throw(400, problem);
    addFault(store, { standIn, fault: fault as FaultName, times, match: '' });
    ctx.redirect('/');
  });
  router.post('/faults/clear', (ctx) => {
    clearFaults(store);
    ctx.redirect('/');
  });
}
