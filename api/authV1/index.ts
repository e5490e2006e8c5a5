import type { Endpoint } from '../endpoint.ts';
import { forgotPassword, resetPassword } from './forgottenPassword.ts';
import { login } from './login.ts';
import { me } from './me.ts';
import { refresh } from './refresh.ts';
import { register } from './register.ts';
import { endSession, endSessions, listSessions } from './sessions.ts';

/** /api/v1/auth: commerce-api-v1's four endpoints, and what people need besides. */
export const authV1: Endpoint[] = [
  register,
  login,
  refresh,
  me,
  forgotPassword,
  resetPassword,
  listSessions,
  endSessions,
  endSession,
];
