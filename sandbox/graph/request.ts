import { bearerOf } from '../social/bearer.ts';
import type { Call } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { parametersOf } from './parameters.ts';

/** The versions that answer: https://developers.facebook.com/docs/graph-api/changelog/versions */
const versions = ['v20.0', 'v21.0', 'v22.0', 'v23.0', 'v24.0', 'v25.0', 'v26.0'];

/** Graph takes the token as a parameter or in the header. */
export const graphTokenOf = (call: Call): string | null =>
  parametersOf(call).get('access_token') ?? bearerOf(call.ctx);

/** The version a call of the Graph host speaks, and what it is about; null at the other hosts. */
function graphPath({ ctx, platform }: Call): { version: string; rest: string } | null {
  const base = `/${platform.name}/graph/`;
  if (!ctx.path.startsWith(base)) return null;
  const [version = '', ...rest] = ctx.path.slice(base.length).split('/');
  return { version, rest: rest.join('/') };
}

/** @throws {Refused} when a call of the Graph host names no version that there is; `open` paths need none. */
export const checkVersion =
  (...open: string[]) =>
  (call: Call): void => {
    const path = graphPath(call);
    if (!path || (path.rest === '' && open.includes(path.version))) return;
    if (!versions.includes(path.version)) {
      throw new Refused('bad_request', `Unknown path components: /${path.version}/${path.rest}`);
    }
  };

/** Every answer tells the version it was made by. */
export function graphHeaders(call: Call): Record<string, string> {
  const version = graphPath(call)?.version;
  return version && versions.includes(version) ? { 'facebook-api-version': version } : {};
}

/** The id in a call's path. */
export const idOf = ({ ctx }: Call): string => String((ctx.params as { id?: string }).id ?? '');

/** What a node that is not there, or not the caller's, is refused with. */
export const noObject = (id: string): Refused =>
  new Refused(
    'not_found',
    `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  );

/** Graph's way to write a time: ISO 8601 with an offset that has no colon. */
export const graphTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, '+0000');
