import { UserV1 } from '../../contracts/people.ts';
import { User } from '../../db/models/user.ts';
import { endpoint, ok } from '../endpoint.ts';
import { presentUserV1 } from './presentUserV1.ts';

export const me = endpoint({
  method: 'GET',
  path: '/api/v1/auth/me',
  summary: 'Who is signed in',
  tag: 'Authentication (v1)',
  access: 'user',
  answers: { 200: UserV1 },
  async handle({ caller }) {
    return ok(presentUserV1(await User.findByPk(caller.userId, { rejectOnEmpty: true })));
  },
});
