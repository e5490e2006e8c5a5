import { connectAccounts } from '../../commands/connections/connectAccounts.ts';
import {
  ConnectFacebookRequest,
  ConnectInstagramRequest,
  ConnectRequest,
  ConnectTiktokRequest,
  ConnectWhatsappRequest,
} from '../../contracts/connecting.ts';
import { ConnectAnswer, PlatformParams } from '../../contracts/connections.ts';
import { invalidField } from '../../contracts/refusal.ts';
import type { Connection } from '../../db/models/connection.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import type { Caller, ProjectAccess } from '../callers.ts';
import { finishConsent } from '../consent/finishConsent.ts';
import { effectsOf, openByCode, openByToken } from '../consent/openAccounts.ts';
import { requirePlatform } from '../consent/platforms.ts';
import { created, endpoint } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import type { Services } from '../services.ts';
import { presentConnected } from './presentConnection.ts';

const path = '/api/social-media/connect';
/** Not idempotent by a key: a code works once by itself, and a token connects the same account again. */
const common = {
  method: 'POST',
  tag: 'Connections',
  access: 'editor',
  answers: { 201: ConnectAnswer },
} as const;

interface ConnectCall {
  caller: Caller;
  project: ProjectAccess;
  services: Services;
  locale: Locale;
}

/** What opens an account: a consent of ours; a code that the client asked for itself; a token that it brought. */
type Opening =
  | { state: string; code: string }
  | { code: string; redirectUri: string | undefined; force: boolean }
  | { accessToken: string; externalId: string | null; force: boolean };

async function connectBy(call: ConnectCall, platformId: string, opening: Opening) {
  const connections = await connectionsOf(call, platformId, opening);
  return created(presentConnected(connections, call.services, call.locale));
}

async function connectionsOf(
  { caller, project, services }: ConnectCall,
  platformId: string,
  opening: Opening,
): Promise<Connection[]> {
  const owner = { userId: caller.userId, projectId: project.id };
  if ('state' in opening) {
    const outcome = await finishConsent(services, platformId, opening, owner);
    if ('confirmation' in outcome) throw new Error('a signed-in person is never asked to confirm');
    return outcome.connections;
  }
  const registered = requirePlatform(services, platformId);
  const { force } = opening;
  const accounts =
    'accessToken' in opening
      ? await openByToken(services, registered, opening)
      : await openByCode(services, registered, codeOf(opening, services, registered));
  const { platform } = registered;
  const consent = { ...owner, platform: platform.id, accounts, force, ...effectsOf(platform) };
  return connectAccounts(services.vault, consent);
}

/** A code that the client asked for itself. @throws {Refusal} when that was not with a redirect URI of ours. */
function codeOf(
  { code, redirectUri }: { code: string; redirectUri: string | undefined },
  { config }: Services,
  { platform, settings }: RegisteredPlatform,
) {
  const asked = redirectUri ?? settings.redirectUri;
  const ours = [settings.redirectUri, `${config.PUBLIC_URL}/oauth/callback/${platform.id}`];
  if (!ours.includes(asked)) throw invalidField('redirect_uri', 'redirect_uri_unknown');
  return { code, redirectUri: asked, codeVerifier: null };
}

export const connectInstagram = endpoint({
  ...common,
  path: `${path}/instagram`,
  summary: 'Connect an Instagram account by a short-lived token, or by a consent',
  body: ConnectInstagramRequest,
  handle: ({ body, ...call }) =>
    connectBy(
      call,
      'instagram',
      'state' in body
        ? body
        : {
            accessToken: body.access_token,
            externalId: body.instagram_user_id,
            force: body.force ?? false,
          },
    ),
});

export const connectTiktok = endpoint({
  ...common,
  path: `${path}/tiktok`,
  summary: 'Connect a TikTok account by an authorization code, or by a consent',
  body: ConnectTiktokRequest,
  handle({ body, ...call }) {
    if ('state' in body) return connectBy(call, 'tiktok', body);
    const code = 'code' in body ? body.code : body.authorization_code;
    const opening = { code, redirectUri: body.redirect_uri, force: body.force ?? false };
    return connectBy(call, 'tiktok', opening);
  },
});

export const connectFacebook = endpoint({
  ...common,
  path: `${path}/facebook`,
  summary: 'Connect the pages of a Facebook user by a short-lived token, or by a consent',
  body: ConnectFacebookRequest,
  handle: ({ body, ...call }) =>
    connectBy(
      call,
      'facebook',
      'state' in body
        ? body
        : { accessToken: body.access_token, externalId: null, force: body.force ?? false },
    ),
});

export const connectWhatsapp = endpoint({
  ...common,
  path: `${path}/whatsapp`,
  summary: "Connect a WhatsApp number by a system user's token, or by a consent",
  body: ConnectWhatsappRequest,
  handle: ({ body, ...call }) =>
    connectBy(
      call,
      'whatsapp',
      'state' in body
        ? body
        : { accessToken: body.access_token, externalId: body.phone_number_id, force: body.force ?? false },
    ),
});

export const connectAny = endpoint({
  ...common,
  path: `${path}/{platform}`,
  summary: 'Connect an account by a consent that was begun in the browser',
  params: PlatformParams,
  body: ConnectRequest,
  handle: ({ params, body, ...call }) => connectBy(call, params.platform, body),
});
