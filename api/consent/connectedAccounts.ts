import { Op } from 'sequelize';
import { signLink } from '../../commands/linkTokens.ts';
import type { Config } from '../../config/load.ts';
import { Connection } from '../../db/models/connection.ts';
import { Membership } from '../../db/models/membership.ts';
import { readMailLink } from '../mailLinks.ts';

/** More would make an address that browsers cut off. */
const named = 10;

/** What tells the page that a browser is sent to which accounts were connected. Signed: the page says no other names. */
export const nameConnected = ({ JWT_SECRET = '' }: Config, connections: Connection[]): string =>
  connections
    .slice(0, named)
    .map(({ id }) => signLink(JWT_SECRET, 'connected-account', id))
    .join(',');

/** The accounts that an address names, of those that are connected in a project of this person's. */
export async function readConnected(config: Config, names: string, userId: string): Promise<Connection[]> {
  const ids = names
    .split(',')
    .slice(0, named)
    .map((name) => readMailLink(config, 'connected-account', name))
    .filter((id) => id !== null);
  const memberships = await Membership.findAll({ where: { userId } });
  return Connection.findAll({
    where: {
      id: ids,
      projectId: memberships.map(({ projectId }) => projectId),
      connectionStatus: { [Op.ne]: 'revoked' },
    },
    order: ['username'],
  });
}
