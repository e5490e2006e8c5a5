import { signLink } from '../../commands/linkTokens.ts';
import type { Config } from '../../config/load.ts';
import { Connection } from '../../db/models/connection.ts';
import { readMailLink } from '../mailLinks.ts';

/** More would make an address that browsers cut off. */
const named = 10;

/** What tells the page that a browser is sent to which accounts were connected. Signed: the page says no other names. */
export const nameConnected = ({ JWT_SECRET = '' }: Config, connections: Connection[]): string =>
  connections
    .slice(0, named)
    .map(({ id }) => signLink(JWT_SECRET, 'connected-account', id))
    .join(',');

/** The accounts that an address names. */
export function readConnected(config: Config, names: string): Promise<Connection[]> {
  const ids = names
    .split(',')
    .slice(0, named)
    .map((name) => readMailLink(config, 'connected-account', name))
    .filter((id) => id !== null);
  return Connection.findAll({ where: { id: ids }, order: ['username'] });
}
