import { hostVariable, versionVariable } from './registry.ts';
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

function declare({ id, name, env, hosts, version }: Platform) {
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
    ...(version ? [row(versionVariable(id), 'the version of the API of', version)] : []),
    ...Object.entries(hosts).map(([host, address]) =>
      row(hostVariable(id, host), `the address "${host}" of`, address),
    ),
  ];
}
