import { CallbackQuery } from '../../contracts/connecting.ts';
import { PlatformParams } from '../../contracts/connections.ts';
import type { Config } from '../../config/load.ts';
import { readNonce } from '../consent/browser.ts';
import { nameConnected } from '../consent/connectedAccounts.ts';
import { signFailure, type ConsentFailure } from '../consent/failures.ts';
import { ConnectedElsewhere, finishConsent } from '../consent/finishConsent.ts';
import { endpoint, redirect, type Endpoint } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { isMessageCode, say } from '../messages/index.ts';
import { asRefusal } from '../problems.ts';

const tag = 'Social accounts';

/** No platform doubles a parameter, or sends one without end: nothing of it is taken up. */
const answerMalformed: NonNullable<Endpoint['answerMalformed']> = ({ params, locale, services }) => {
  const failure = { code: 'oauth_answer_malformed', parameters: {} };
  return failed(services.config, { platform: params.platform ?? '', failure, locale });
};

export const callback = endpoint({
  method: 'GET',
  path: '/api/social-accounts/connect/{platform}/callback',
  summary:
    'Where the platform sends the browser: to /dashboard/accounts with success, with error, or with confirm, for ' +
    'POST …/confirm, when another browser began or, beside the error, when another project has the account',
  tag,
  access: 'public',
  params: PlatformParams,
  query: CallbackQuery,
  answers: { 302: null },
  answerMalformed,
  async handle({ params, query, services, locale, cookie }) {
    const { platform } = params;
    const { config } = services;
    try {
      const nonce = readNonce(config, cookie);
      const outcome = await finishConsent(services, platform, query, { nonce });
      if ('confirmation' in outcome)
        return redirect(accountsPage(config, { confirm: outcome.confirmation, platform }));
      const account = nameConnected(config, outcome.connections);
      return redirect(accountsPage(config, { success: 'true', platform, account }));
    } catch (error) {
      const confirm = error instanceof ConnectedElsewhere ? error.confirmation : undefined;
      return failed(config, { platform, failure: failureOf(error), locale, confirm });
    }
  },
});

export const forward = endpoint({
  method: 'GET',
  path: '/oauth/callback/{platform}',
  summary: 'The redirect URI of the integration guide: leads to the callback with what the platform sent',
  tag,
  access: 'public',
  params: PlatformParams,
  query: CallbackQuery,
  answers: { 302: null },
  answerMalformed,
  async handle({ params, query, services }) {
    const path = `/api/social-accounts/connect/${encodeURIComponent(params.platform)}/callback`;
    return redirect(addressOf(services.config, path, query));
  },
});

interface Failed {
  platform: string;
  failure: ConsentFailure;
  locale: Locale;
  confirm?: string | undefined;
}

/**
 * Leads to the page that says what failed: `error` is for who reads the address, in the language of the browser;
 * `signed` is what the page believes, and says in its own.
 */
function failed(config: Config, { platform, failure, locale, confirm }: Failed) {
  const { code, parameters } = failure;
  // Who reads an address cannot send `force`: the page asks.
  const said = confirm === undefined ? code : 'account_connected_elsewhere_ask';
  const error = isMessageCode(said) ? say(locale, said, parameters) : code;
  const signed = signFailure(config, failure);
  return redirect(accountsPage(config, { error, platform, error_code: code, confirm, signed }));
}

/** What is told of a failure. @throws what is our mistake. */
function failureOf(error: unknown): ConsentFailure {
  const refusal = asRefusal(error);
  if (!refusal) throw error;
  return { code: refusal.code, parameters: refusal.extra.parameters ?? {} };
}

const accountsPage = (config: Config, parameters: Record<string, string | undefined>) =>
  addressOf(config, '/dashboard/accounts', parameters);

function addressOf(
  { PUBLIC_URL }: Config,
  path: string,
  parameters: Record<string, string | undefined>,
): string {
  const url = new URL(PUBLIC_URL + path);
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
