import { z } from 'zod';
import { Email, Instant, line, Uuid } from './common.ts';
import { languages } from './languages.ts';
import { Timezone } from './projects.ts';

/** At least eight characters with a letter and a digit. What is easy to guess all the same, commands/people/passwords.ts refuses. */
const NewPassword = z
  .string()
  .min(8)
  .max(128)
  .regex(/^(?=.*\p{L})(?=.*\d)/su, { error: 'password_too_simple' });
/** A password as it was set once, under whatever rules. */
const Password = z.string().min(1).max(128);

const Username = z
  .string()
  .trim()
  .normalize('NFKC')
  .min(3)
  .max(150)
  .regex(/^[\p{L}\p{N}_.+-]+$/u, { error: 'username_characters' })
  .meta({ example: 'john_doe' });

export const RegisterRequest = z
  .strictObject({
    username: Username,
    email: Email,
    password: NewPassword,
    password2: z.string(),
    first_name: line(150).default(''),
    last_name: line(150).default(''),
  })
  .refine(({ password, password2 }) => password === password2, {
    path: ['password2'],
    error: 'passwords_differ',
  })
  .meta({ id: 'RegisterRequest' });

export const Person = z
  .object({
    id: z.int(),
    username: z.string(),
    email: z.string(),
    first_name: z.string(),
    last_name: z.string(),
  })
  .meta({ id: 'Person' });

/** Beside a username. */
export const PersonName = z
  .string()
  .meta({ description: 'what people call them; the username where they gave no name' });

export const Me = Person.extend({ date_joined: Instant }).meta({ id: 'Me' });

const TokenPair = z.object({ access: z.string(), refresh: z.string() }).meta({ id: 'TokenPair' });

export const Registered = z
  .object({ user: Person, tokens: TokenPair, message: z.string() })
  .meta({ id: 'Registered' });

export const LoginRequest = z
  .strictObject({ username: z.string().trim().min(1).max(254), password: Password })
  .meta({ id: 'LoginRequest' });

export const LoggedIn = TokenPair.extend({ user: Person }).meta({ id: 'LoggedIn' });

export const RefreshRequest = z
  .strictObject({ refresh: z.string().min(1).max(4096) })
  .meta({ id: 'RefreshRequest' });

export const Refreshed = z.object({ access: z.string() }).meta({ id: 'Refreshed' });

export const ChangePasswordRequest = z
  .strictObject({ old_password: Password, new_password: NewPassword, new_password2: z.string() })
  .refine(({ new_password, new_password2 }) => new_password === new_password2, {
    path: ['new_password2'],
    error: 'passwords_differ',
  })
  .meta({ id: 'ChangePasswordRequest' });

export const PasswordChanged = z
  .object({ message: z.string(), tokens: TokenPair })
  .meta({ id: 'PasswordChanged', description: 'All sessions ended; these tokens begin a new one.' });

const Language = z.enum(languages).meta({ description: 'the language of e-mails' });

export const Profile = z
  .object({
    id: z.int(),
    user: z.object({ id: z.int(), username: z.string(), email: z.string() }),
    name: z.string(),
    bio: z.string(),
    avatar: z.url().nullable(),
    phone: z.string(),
    instagram_username: z.string(),
    facebook_page_id: z.string(),
    twitter_username: z.string(),
    language: Language,
    weekly_report: z.boolean(),
    token_notices: z.boolean(),
    created_at: Instant,
  })
  .meta({ id: 'Profile' });

export const ProfileChange = z
  .strictObject({
    name: line(300).min(1),
    bio: z.string().trim().max(2000),
    phone: z.union([
      z.literal(''),
      z
        .string()
        .trim()
        .regex(/^\+?[0-9 ().-]{6,30}$/, { error: 'phone_format' }),
    ]),
    instagram_username: line(100),
    facebook_page_id: line(100),
    twitter_username: line(100),
    language: Language,
    weekly_report: z.boolean().meta({ description: 'whether the weekly report comes by e-mail' }),
    token_notices: z
      .boolean()
      .meta({ description: 'whether an e-mail tells of connections that need a person' }),
    avatar: z.null().meta({
      description: 'null removes the picture; a new one comes as the file `avatar` of a multipart form',
    }),
  })
  .partial()
  .meta({ id: 'ProfileChange' });

export const RegisterV1Request = z
  .strictObject({
    email: Email,
    password: NewPassword,
    name: line(300).min(1),
    timezone: Timezone.default('UTC').meta({ description: 'of their default project' }),
  })
  .meta({ id: 'RegisterV1Request' });

export const UserV1 = z
  .object({
    id: Uuid,
    email: z.string(),
    name: z.string(),
    role: z.enum(['user', 'admin']),
    is_active: z.boolean(),
    created_at: Instant,
  })
  .meta({ id: 'UserV1' });

export const LoginV1Request = z
  .strictObject({ email: z.string().trim().min(1).max(254), password: Password })
  .meta({ id: 'LoginV1Request' });

export const TokensV1 = z
  .object({
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('bearer'),
    expires_in: z.int().meta({ description: 'seconds', example: 900 }),
  })
  .meta({ id: 'TokensV1' });

export const RefreshV1Request = z
  .strictObject({ refresh_token: z.string().min(1).max(4096) })
  .meta({ id: 'RefreshV1Request' });

export const ForgotPasswordRequest = z.strictObject({ email: Email }).meta({ id: 'ForgotPasswordRequest' });

export const ResetPasswordRequest = z
  .strictObject({ token: z.string().min(1).max(500), new_password: NewPassword })
  .meta({ id: 'ResetPasswordRequest' });

/** The form behind a reset mail's link. */
export const ResetPasswordForm = z
  .object({ token: z.string().max(500), new_password: NewPassword, new_password2: z.string() })
  .refine(({ new_password, new_password2 }) => new_password === new_password2, {
    path: ['new_password2'],
    error: 'passwords_differ',
  });

/** The form behind an invitation's link, for who has an account and for who has none yet. */
export const SignInToJoinForm = z.object({ token: z.string().max(500), password: Password });
export const RegisterToJoinForm = z.object({
  token: z.string().max(500),
  name: line(300).min(1),
  password: NewPassword,
});

export const SessionParams = z.object({ session_id: Uuid });

export const Session = z
  .object({
    id: Uuid,
    current: z.boolean(),
    address: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: Instant,
    last_used_at: Instant,
    expires_at: Instant,
  })
  .meta({ id: 'Session' });
