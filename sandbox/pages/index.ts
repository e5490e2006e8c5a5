import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import { addFault, faultNames, type FaultName } from '../faults.ts';
import { thumbnailOf } from '../journal.ts';
import { findMail } from '../smtp/mails.ts';
import type { Sandbox, StandIn } from '../standIn.ts';
import { homePage } from './home.ts';
import { pagePolicy } from './html.ts';
import { mailPage } from './mailPage.ts';

/** The pages a person looks at. */
export function mountPages(router: Router, sandbox: Sandbox, standIns: StandIn[]): void {
  const { store } = sandbox;
  router.get('/', async (ctx) => show(ctx, await homePage(sandbox, standIns)));

  router.post('/faults', async (ctx) => {
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const [standIn, fault] = [form.get('standIn') ?? '', form.get('fault') as FaultName];
    const times = Math.max(1, Math.floor(Number(form.get('times')) || 1));
    if (faultNames.includes(fault)) addFault(store, { standIn, fault, times, match: '' });
    ctx.redirect('/');
  });

  router.get('/calls/:file', (ctx) => {
    const thumbnail = thumbnailOf(store, (ctx.params.file ?? '').replace(/\.png$/, ''));
    if (!thumbnail) return;
    ctx.type = 'image/png';
    ctx.body = Buffer.from(thumbnail);
  });

  router.get('/mail/:id', async (ctx) => {
    const mail = await findMail(store, ctx.params.id ?? '');
    if (mail) show(ctx, mailPage(mail));
  });
  router.get('/mail/:id/html', async (ctx) => {
    const mail = await findMail(store, ctx.params.id ?? '');
    if (!mail) return;
    // Somebody else's HTML: shown, but nothing in it runs, loads or sends; links leave the frame.
    const policy =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:; sandbox allow-popups allow-top-navigation-by-user-activation";
    show(
      ctx,
      `<base target="_blank">${mail.html || `<pre>${mail.text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)}</pre>`}`,
      policy,
    );
  });
}

function show(ctx: RouterContext, html: string, policy = pagePolicy): void {
  ctx.set('Content-Security-Policy', policy);
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = html;
}
