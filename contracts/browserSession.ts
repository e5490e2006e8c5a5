import { z } from 'zod';
import { languages } from './languages.ts';
import { ChangePasswordRequest, LoginV1Request, UserV1 } from './people.ts';

/** Sign-in of a browser: the refresh token goes into a cookie that scripts cannot read, and into no answer. */
export const BrowserSession = z
  .object({
    access_token: z.string(),
    token_type: z.literal('bearer'),
    expires_in: z.int().meta({ description: 'seconds', example: 900 }),
    user: UserV1.extend({ username: z.string(), language: z.enum(languages) }),
  })
  .meta({ id: 'BrowserSession' });

export const BrowserSignIn = LoginV1Request;

/** The new password once: whoever types it twice is checked by the page that asks. */
export const BrowserPasswordChange = z
  .strictObject({
    old_password: ChangePasswordRequest.shape.old_password,
    new_password: ChangePasswordRequest.shape.new_password,
  })
  .meta({ id: 'BrowserPasswordChange' });
