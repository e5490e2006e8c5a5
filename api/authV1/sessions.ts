import { Op } from 'sequelize';
import { endSession as end, endSessions as endAll } from '../../commands/sessions/endSessions.ts';
import { PageQuery } from '../../contracts/common.ts';
import { Session as SessionAnswer, SessionParams } from '../../contracts/people.ts';
import { Session } from '../../db/models/session.ts';
import { endpoint, noContent } from '../endpoint.ts';
import { pagedArray, pageOf } from '../paging.ts';
import { presentSession } from './presentUserV1.ts';

const path = '/api/v1/auth/sessions';
const tag = 'Authentication (v1)';

export const listSessions = endpoint({
  method: 'GET',
  path,
  summary: 'Where you are signed in, the latest used first',
  tag,
  access: 'user',
  query: PageQuery,
  answers: { 200: SessionAnswer.array() },
  async handle({ query, caller, services }) {
    const page = pageOf(query, { defaultSize: 100 });
    const { rows, count } = await Session.findAndCountAll({
      where: { userId: caller.userId, revokedAt: null, expiresAt: { [Op.gt]: new Date() } },
      order: [
        ['lastUsedAt', 'DESC'],
        ['id', 'ASC'],
      ],
      limit: page.limit,
      offset: page.offset,
    });
    const results = rows.map((session) => presentSession(session, caller.sessionId));
    return pagedArray({ publicUrl: services.config.PUBLIC_URL, path, query, page, total: count, results });
  },
});

export const endSessions = endpoint({
  method: 'DELETE',
  path,
  summary: 'Sign out everywhere, here too',
  tag,
  access: 'user',
  answers: { 204: null },
  async handle({ caller }) {
    await endAll(caller.userId, 'signed_out');
    return noContent();
  },
});

export const endSession = endpoint({
  method: 'DELETE',
  path: `${path}/{session_id}`,
  summary: 'Sign out in one place',
  tag,
  access: 'user',
  params: SessionParams,
  answers: { 204: null },
  async handle({ params, caller }) {
    await end(caller.userId, params.session_id);
    return noContent();
  },
});
