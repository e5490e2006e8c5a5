import { Me } from '../../contracts/people.ts';
import { User } from '../../db/models/user.ts';
import { endpoint, ok } from '../endpoint.ts';
import { presentMe } from './presentPerson.ts';

export const me = endpoint({
  method: 'GET',
  path: '/api/auth/me',
  summary: 'Who is signed in',
  tag: 'Authentication',
  access: 'user',
  answers: { 200: Me },
  async handle({ caller }) {
    return ok(presentMe(await User.findByPk(caller.userId, { rejectOnEmpty: true })));
  },
});
