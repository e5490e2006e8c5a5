import type { Store } from '../store.ts';
import { Refused } from './refused.ts';

/** An app that a developer registered with a platform. */
export interface App {
  clientId: string;
  clientSecret: string;
  /** The addresses, exactly, that consent may lead back to. */
  redirectUris: string[];
}

/** The app that every platform knows from the start. */
export const defaultApp = (platform: string): App => ({
  clientId: `sandbox-${platform}`,
  clientSecret: `sandbox-${platform}-secret`,
  redirectUris: [],
});

/** Registers an app, or gives one that is there another secret and further redirect URIs. */
export function registerApp(store: Store, platform: string, app: App): void {
  const known = findApp(store, platform, app.clientId)?.redirectUris ?? [];
  const redirectUris = [...new Set([...known, ...app.redirectUris])];
  store.run(
    'insert or replace into social_apps (platform, client_id, client_secret, redirect_uris) values (?, ?, ?, ?)',
    ...[platform, app.clientId, app.clientSecret, JSON.stringify(redirectUris)],
  );
}

/** The app with that id; null when the platform knows none. */
export function findApp(store: Store, platform: string, clientId: string): App | null {
  const row = store.all<{ client_secret: string; redirect_uris: string }>(
    'select client_secret, redirect_uris from social_apps where platform = ? and client_id = ?',
    ...[platform, clientId],
  )[0];
  if (row) {
    const redirectUris = JSON.parse(row.redirect_uris) as string[];
    return { clientId, clientSecret: row.client_secret, redirectUris };
  }
  const app = defaultApp(platform);
  return app.clientId === clientId ? app : null;
}

/** @throws {Refused} when the platform knows no such app. */
export function appOf(store: Store, platform: string, clientId: string): App {
  const app = findApp(store, platform, clientId);
  if (!app) throw new Refused('unknown_client', 'The client is unknown.');
  return app;
}

/**
 * Whether consent may lead back to this address: one that was registered, exactly; or, for the app of the start, a
 * callback on this machine at any port.
 */
export function acceptsRedirect(platform: string, app: App, redirectUri: string): boolean {
  if (app.redirectUris.includes(redirectUri)) return true;
  if (app.clientId !== defaultApp(platform).clientId) return false;
  const local = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?(\/.*)$/.exec(redirectUri)?.[1];
  const paths = [`/api/social-accounts/connect/${platform}/callback`, `/oauth/callback/${platform}`];
  return paths.some((path) => path === local);
}
