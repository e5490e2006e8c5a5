import { hostVariable, versionVariable } from './registry.ts';
import type { Platform } from './platform.ts';

/** The variables that the platforms read, for the documents of the configuration. Two platforms may share an app. */
export function platformVariables(
  platforms: Platform[],
): Record<string, { doc: string; defaultValue: string }> {
  const variables: Record<string, { doc: string; defaultValue: string }> = {};
  for (const { id, name, env, hosts, version } of platforms) {
    const add = (variable: string, doc: string, defaultValue = '') => {
      const earlier = variables[variable];
      variables[variable] = { doc: earlier ? `${earlier.doc}, ${name}` : `${doc} ${name}`, defaultValue };
    };
    add(env.clientId, 'the id of the app at');
    add(env.clientSecret, 'the secret of the app at');
    add(env.redirectUri, 'the redirect URI registered at; by default the callback under PUBLIC_URL:');
    if (version) add(versionVariable(id), 'the version of the API of', version);
    for (const [host, address] of Object.entries(hosts))
      add(hostVariable(id, host), `the address of "${host}" of`, address);
  }
  return variables;
}
