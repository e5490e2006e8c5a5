import { registerPerson } from '../../commands/people/registerPerson.ts';
import { splitName } from '../../contracts/names.ts';
import { RegisterV1Request, UserV1 } from '../../contracts/people.ts';
import { created, endpoint } from '../endpoint.ts';
import { presentUserV1 } from './presentUserV1.ts';

export const register = endpoint({
  method: 'POST',
  path: '/api/v1/auth/register',
  summary: 'Register, with a default project',
  tag: 'Authentication (v1)',
  access: 'public',
  limit: 'authentication',
  idempotent: true,
  body: RegisterV1Request,
  answers: { 201: UserV1 },
  async handle({ body, locale }) {
    const { email, password, name, timezone } = body;
    const person = await registerPerson({ email, password, locale, timezone, ...splitName(name) });
    return created(presentUserV1(person));
  },
});
