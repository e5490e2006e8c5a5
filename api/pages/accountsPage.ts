import { readHeld } from '../../commands/heldAccounts.ts';
import { checkPassword } from '../../commands/signIn.ts';
import { ConfirmForm } from '../../contracts/connecting.ts';
import { Refusal } from '../../contracts/refusal.ts';
import { confirmConsent } from '../consent/confirmConsent.ts';
import { readConnected } from '../consent/connectedAccounts.ts';
import { readFailure } from '../consent/failureTexts.ts';
import { nextStepAfter } from '../consent/nextStep.ts';
import type { Locale } from '../locale.ts';
import type { Services } from '../services.ts';
import { validate } from '../validation.ts';
import { accountsTexts } from './accountsTexts.ts';
import { alert, field, html, page, type Html } from './layout.ts';
import type { FormProblem, Page, PageRequest } from './page.ts';

/**
 * /dashboard/accounts where no dashboard is served: where the callback of a consent ends, and where mails lead. It says what was connected or why
 * nothing was; what waits for a confirmation, the person who began confirms by their password, for no cookie stands
 * for anybody here. It says nothing from its address that is not signed.
 */
export const accountsPage: Page = {
  path: '/dashboard/accounts',
  takesPassword: true,

  show(request, fields = {}, problem) {
    const { query } = request;
    const platform = fields.platform ?? query.get('platform') ?? '';
    const confirmation = fields.confirm ?? query.get('confirm');
    if (confirmation !== null) return showConfirmation(request, { platform, confirmation }, fields, problem);
    if (query.get('success') === 'true') return showConnected(request, platform);
    if (query.has('error')) return Promise.resolve(showFailure(request));
    const texts = accountsTexts[request.locale];
    return Promise.resolve(page(request.locale, texts.accounts, html`<p>${texts.nothingHere}</p>`));
  },

  async submit({ locale, services }, fields) {
    const form = validate(ConfirmForm, fields, locale);
    const { id: userId } = await services.signInAttempts.guard(form.login, () =>
      checkPassword(form.login, form.password),
    );
    const { platform: platformId, confirm: confirmation } = form;
    const force = form.force === 'true';
    const connected = await confirmConsent(services, { platformId, confirmation, userId, force });
    return connectedPage(locale, nameOf(services, platformId), connected);
  },
};

async function showConnected({ locale, services, query }: PageRequest, platform: string): Promise<Html> {
  const connected = await readConnected(services.config, query.get('account') ?? '');
  return connectedPage(locale, nameOf(services, platform), connected);
}

function connectedPage(locale: Locale, platform: string | null, connected: { username: string }[]): Html {
  const texts = accountsTexts[locale];
  const content = html`${
      platform !== null && connected.length > 0 ? html`<p>${texts.connectedAt(platform)}</p>` : null
    }
    ${list(connected.map(({ username }) => username))}
    <p>${texts.figuresFollow}</p>`;
  return page(locale, texts.connected(connected.length), content);
}

/** The form by which the person who began confirms; where another project has the account, that it is taken over. */
async function showConfirmation(
  { locale, services }: PageRequest,
  waiting: { platform: string; confirmation: string },
  { login }: Record<string, string>,
  problem: FormProblem | undefined,
): Promise<Html> {
  const texts = accountsTexts[locale];
  const platform = nameOf(services, waiting.platform) ?? waiting.platform;
  const held = await readHeld(services.vault, waiting).catch((error: unknown) => {
    // Used up by what was just tried: what went wrong then is what matters.
    if (problem && error instanceof Refusal) return null;
    throw error;
  });
  if (held === null) return failurePage(locale, problem?.code ?? '', problem?.detail ?? texts.ended);
  const { names } = held;
  const takesOver = names.length > 0;
  const content = html`<p>${takesOver ? texts.elsewhere(platform) : texts.confirmWhy}</p>
    ${list(names)} ${takesOver ? html`<p>${texts.takeOverWhat}</p>` : null}
    ${confirmationForm(locale, { ...waiting, takesOver, login }, problem)}
    <p><small>${texts.notYou}</small></p>`;
  return page(locale, takesOver ? texts.takeOverTitle : texts.confirmTitle(platform), content);
}

interface Waiting {
  platform: string;
  confirmation: string;
  takesOver: boolean;
  /** What had been filled in. */
  login: string | undefined;
}

function confirmationForm(
  locale: Locale,
  { platform, confirmation, takesOver, login }: Waiting,
  problem: FormProblem | undefined,
): Html {
  const texts = accountsTexts[locale];
  const { login: loginErrors, password: passwordErrors } = problem?.details ?? {};
  return html`<form method="post" action="${accountsPage.path}">
    ${loginErrors || passwordErrors ? null : alert(problem?.detail)}
    <input type="hidden" name="platform" value="${platform}" />
    <input type="hidden" name="confirm" value="${confirmation}" />
    ${takesOver ? html`<input type="hidden" name="force" value="true" />` : null}
    ${field({
      name: 'login',
      label: texts.login,
      type: 'text',
      autocomplete: 'username',
      value: login,
      errors: loginErrors,
    })}
    ${field({
      name: 'password',
      label: texts.password,
      type: 'password',
      autocomplete: 'current-password',
      errors: passwordErrors,
    })}
    <button>${takesOver ? texts.takeOver : texts.confirm}</button>
  </form>`;
}

function showFailure({ locale, services, query }: PageRequest): Html {
  const what = readFailure(services.config, query) ?? accountsTexts[locale].ended;
  return failurePage(locale, query.get('error_code') ?? '', what);
}

function failurePage(locale: Locale, code: string, what: string): Html {
  const texts = accountsTexts[locale];
  const nextStep = nextStepAfter(code);
  const whatToDo = {
    wait: texts.waitAndBeginAgain,
    tell_operator: texts.tellOperator,
    begin_again: texts.beginAgain,
  };
  return page(
    locale,
    nextStep ? texts.notConnected : texts.used,
    html`<p role="alert">${what}</p>
      ${nextStep ? html`<p>${whatToDo[nextStep]}</p>` : null}`,
  );
}

const list = (names: string[]): Html | null =>
  names.length === 0
    ? null
    : html`<ul>
        ${names.map((name) => html`<li>${name}</li>`)}
      </ul>`;

const nameOf = ({ platforms }: Services, id: string): string | null =>
  platforms.find(id)?.platform.name ?? null;
