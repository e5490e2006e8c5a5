import { formerSecretsVariable, hostVariable, versionVariable } from './registry.ts';
import type { Platform } from './platform.ts';

/** The variables that the platforms read, for the documents of the configuration. Two platforms may share an app. */
export function platformVariables(
  platforms: Platform[],
): Record<string, { doc: string; defaultValue: string }> {
  const declared = platforms.flatMap(declare);
  const byVariable = Object.entries(Object.groupBy(declared, ({ variable }) => variable));
  return Object.fromEntries(
    byVariable.map(([variable, uses = []]) => {
      const names = uses.map(({ platform }) => platform).join(' and ');
      const [first] = uses;
      return [variable, { doc: `${first?.doc ?? ''} ${names}`, defaultValue: first?.defaultValue ?? '' }];
    }),
  );
}

function declare(platform: Platform) {
  const { id, name, env, hosts, version, messages } = platform;
  const row = (variable: string, doc: string, defaultValue = '') => ({
    variable,
    doc,
    defaultValue,
    platform: name,
  });
  return [
    row(env.clientId, 'the id of our app at'),
    row(env.clientSecret, 'the secret of our app at'),
    row(env.redirectUri, 'another redirect URI than our callback (under PUBLIC_URL), as registered at'),
    ...(messages
      ? [
          row(
            formerSecretsVariable(platform),
            'former secrets, separated by commas, that still sign webhooks of',
          ),
        ]
      : []),
    ...(env.verifyToken
      ? [row(env.verifyToken, 'what proves who asks for the address of our webhook, as told to')]
      : []),
    ...(version ? [row(versionVariable(id), 'the version of the API of', version)] : []),
    ...Object.entries(hosts).map(([host, address]) =>
      row(hostVariable(id, host), `the address "${host}" of`, address),
    ),
  ];
}
