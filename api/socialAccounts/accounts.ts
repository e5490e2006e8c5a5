import { Op } from 'sequelize';
import { disconnect } from '../../commands/connections/disconnect.ts';
import { AccountParams, Disconnected, SocialAccount } from '../../contracts/connections.ts';
import { Connection } from '../../db/models/connection.ts';
import { presentDisconnected } from '../connections/presentConnection.ts';
import { endpoint, noContent, ok } from '../endpoint.ts';
import { presentAccount } from './presentAccount.ts';

const tag = 'Social accounts';

export const list = endpoint({
  method: 'GET',
  path: '/api/social-accounts',
  summary: 'The connected accounts of the project, the oldest first; tokens are masked',
  tag,
  access: 'viewer',
  answers: { 200: SocialAccount.array() },
  async handle({ project, services }) {
    const connections = await Connection.findAll({
      where: { projectId: project.id, connectionStatus: { [Op.ne]: 'revoked' } },
      order: [
        ['createdAt', 'ASC'],
        ['id', 'ASC'],
      ],
    });
    return ok(connections.map((connection) => presentAccount(connection, services)));
  },
});

export const remove = endpoint({
  method: 'DELETE',
  path: '/api/social-accounts/{account_id}',
  summary:
    'Disconnect an account: its tokens are deleted, its history stays; 200 names posts that wait for it',
  tag,
  access: 'editor',
  params: AccountParams,
  answers: { 200: Disconnected, 204: null },
  async handle({ params, project, services, locale }) {
    const posts = await disconnect(services.vault, project.id, params.account_id);
    return posts.length > 0 ? ok(presentDisconnected(posts, locale)) : noContent();
  },
});
