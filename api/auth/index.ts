import type { Endpoint } from '../endpoint.ts';
import { changePassword } from './changePassword.ts';
import { login } from './login.ts';
import { me } from './me.ts';
import { changeProfile, readProfile } from './profile.ts';
import { refreshToken } from './refreshToken.ts';
import { register } from './register.ts';

/** /api/auth of image-automation-api. */
export const auth: Endpoint[] = [
  register,
  login,
  refreshToken,
  me,
  readProfile,
  changeProfile,
  changePassword,
];
