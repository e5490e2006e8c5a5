import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import type { LimitName } from '../endpoint.ts';
import { asRefusal, problemOf } from '../problems.ts';
import { RateLimited, type RateLimits } from '../rateLimits.ts';
import type { RequestState } from '../requestState.ts';
import type { Services } from '../services.ts';
import { invitationPage } from './invitationPage.ts';
import { html, page, pagePolicy, type Html } from './layout.ts';
import type { Page, PageRequest } from './page.ts';
import { readPageForm } from './readPageForm.ts';
import { publicationPages } from './publicationPages.ts';
import { resetPasswordPage } from './resetPasswordPage.ts';
import { pageTexts } from './texts.ts';
import { unsubscribePages } from './unsubscribePage.ts';

/**
 * The pages that mails link to: plain HTML without scripts, for a mail is opened anywhere. Opening one changes nothing,
 * so a mail scanner may. No cookie stands for anybody here, and a form carries the token of the link, or the password,
 * with it, so that another site can forge none.
 */
export function mountPages(router: Router, services: Services, limits: RateLimits): void {
  for (const thePage of [resetPasswordPage, invitationPage, ...unsubscribePages, ...publicationPages]) {
    const show = (ctx: RouterContext) => () => thePage.show(requestOf(ctx, services, oneOf(ctx.query.token)));
    const limited = thePage.takesPassword ? 'authentication' : 'standard';
    router.get(thePage.path, (ctx) => answer(ctx, thePage, limits, 'standard', show(ctx)));
    router.post(thePage.path, (ctx) =>
      answer(ctx, thePage, limits, limited, () => submit(ctx, thePage, services)),
    );
  }
}

async function submit(ctx: RouterContext, thePage: Page, services: Services): Promise<Html> {
  const fields = await readPageForm(ctx);
  const request = requestOf(ctx, services, fields.token ?? oneOf(ctx.query.token));
  try {
    return await thePage.submit(request, fields);
  } catch (error) {
    const refusal = asRefusal(error);
    if (!refusal || refusal.kind === 'unavailable') throw error;
    const { requestId } = ctx.state as RequestState;
    const problem = problemOf(refusal, { locale: request.locale, path: ctx.path, requestId });
    const shown = await thePage.show(request, fields, problem);
    ctx.status = problem.status;
    return shown;
  }
}

/** Answers with the page, or with one that says why there is none. What is our mistake, api/app.ts answers. */
async function answer(
  ctx: RouterContext,
  thePage: Page,
  limits: RateLimits,
  limit: LimitName,
  work: () => Promise<Html>,
): Promise<void> {
  const { locale, address, requestId } = ctx.state as RequestState;
  ctx.set({
    'Content-Security-Policy': pagePolicy,
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  try {
    ctx.set(await limits.count(limit, ctx.path, address));
    ctx.status = 200;
    ctx.body = (await work()).text;
  } catch (error) {
    const refusal = asRefusal(error);
    if (!refusal) throw error;
    const problem = problemOf(refusal, { locale, path: ctx.path, requestId });
    if (refusal instanceof RateLimited) ctx.set({ ...refusal.headers });
    if (refusal.extra.retryAfterSeconds) ctx.set('Retry-After', String(refusal.extra.retryAfterSeconds));
    ctx.status = problem.status;
    const texts = pageTexts[locale];
    const content = html`<p>${problem.detail}</p>
      ${thePage.wayOn?.(locale)}
      <p><a href="/dashboard">${texts.toDashboard}</a></p>`;
    ctx.body = page(locale, texts.error, content).text;
  }
  ctx.type = 'text/html';
}

const requestOf = (ctx: RouterContext, services: Services, token: string): PageRequest => ({
  locale: (ctx.state as RequestState).locale,
  services,
  token,
});

const oneOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');
