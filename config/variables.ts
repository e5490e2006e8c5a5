import { z } from 'zod';
import {
  flag,
  integer,
  listOf,
  network,
  oneOf,
  origin,
  port,
  postgresUrl,
  secret,
  text,
  url,
} from './values.ts';

/** One environment variable: what it may hold, what it is without being set, and what it is for. */
export interface Variable<Schema extends z.ZodType = z.ZodType> {
  schema: Schema;
  /** One line for .env.example and the README. */
  doc: string;
  /** Production refuses to start without it. */
  production?: 'required';
  /** Never printed, never logged. */
  secret?: true;
  /** The default in words, where it is computed. */
  defaultText?: string;
}

const variable = <Schema extends z.ZodType>(
  schema: Schema,
  doc: string,
  extra: Omit<Variable<Schema>, 'schema' | 'doc'> = {},
): Variable<Schema> => ({ schema, doc, ...extra });

/** Every variable the rooms read. The README's table and .env.example are made from it: `npm run config:docs`. */
export const variables = {
  NODE_ENV: variable(
    oneOf('development', 'test', 'production').default('development'),
    'production starts nothing embedded or sandboxed',
  ),
  LOG_LEVEL: variable(
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
    'how much the processes log',
  ),
  DATA_DIR: variable(text.default('.data'), 'where the embedded servers and the media keep their files'),

  HOST: variable(text.default('127.0.0.1'), 'the address the API listens on; 0.0.0.0 for all'),
  PORT: variable(port.default(8000), 'the port the API listens on; 0 takes a free one'),
  PUBLIC_URL: variable(url.optional(), 'how the world reaches the API: links in mails, image addresses', {
    production: 'required',
    defaultText: 'http://localhost:PORT',
  }),
  DASHBOARD_DIR: variable(
    text.default('dashboard/dist'),
    'where the built dashboard is: npm start builds it, in production npm run dashboard:build',
  ),
  CORS_ORIGINS: variable(
    listOf(origin).default([]),
    'origins of other sites whose pages may call the API, separated by commas',
  ),
  TRUSTED_PROXIES: variable(
    listOf(network).default([]),
    'addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas',
  ),
  RATE_LIMITS: variable(flag.default(true), 'false switches the request limits off, for load tests'),

  DATABASE_URL: variable(postgresUrl.optional(), 'Postgres 15 or later; without it an embedded one starts', {
    production: 'required',
    secret: true,
  }),
  DATABASE_DIRECT_URL: variable(
    postgresUrl.optional(),
    'the same database past a transaction pooler, for LISTEN',
    {
      secret: true,
      defaultText: 'DATABASE_URL',
    },
  ),
  DATABASE_POOL_SIZE: variable(integer(1, 200).default(10), 'connections to Postgres a process'),
  POSTGRES_PORT: variable(port.default(54329), 'the port of the embedded Postgres'),

  TEMPORAL_ADDRESS: variable(text.optional(), 'host:port of Temporal; without it an embedded one starts', {
    production: 'required',
  }),
  TEMPORAL_NAMESPACE: variable(text.default('default'), 'the namespace the workflows run in'),
  TEMPORAL_TASK_QUEUE: variable(text.default('socialsync'), 'the task queue of the workers'),
  TEMPORAL_TLS: variable(flag.default(false), 'connect to Temporal by TLS'),
  TEMPORAL_API_KEY: variable(text.optional(), 'for Temporal Cloud', { secret: true }),
  TEMPORAL_PORT: variable(port.default(7233), 'the port of the embedded Temporal'),
  TEMPORAL_UI_PORT: variable(port.default(8233), 'the port of the embedded Temporal UI'),
  TEMPORAL_UI_URL: variable(
    url.optional(),
    "where administrators see workflows; the embedded UI's when it starts",
  ),
  TEMPORAL_CLI_PATH: variable(text.optional(), 'a temporal binary to use instead of a downloaded one'),
  MAX_CACHED_WORKFLOWS: variable(integer(1, 100_000).default(500), 'workflows a worker keeps in memory'),

  JWT_SECRET: variable(secret(32).optional(), 'signs access tokens and mail links', {
    production: 'required',
    secret: true,
    defaultText: 'generated in DATA_DIR',
  }),
  ENCRYPTION_KEY: variable(
    secret(32).optional(),
    'encrypts the tokens of connected accounts; `npm run rotate-keys` changes it',
    {
      production: 'required',
      secret: true,
      defaultText: 'generated in DATA_DIR',
    },
  ),
  ENCRYPTION_KEY_PREVIOUS: variable(
    secret(32).optional(),
    'the key before ENCRYPTION_KEY, until `npm run rotate-keys` is done',
    { secret: true },
  ),
  SUPABASE_URL: variable(
    url.optional(),
    'accept access tokens of this Supabase project, checked by its JWKS',
  ),
  SUPABASE_JWT_SECRET: variable(text.optional(), 'accept Supabase access tokens signed with this secret', {
    secret: true,
  }),

  SMTP_HOST: variable(text.optional(), 'the mail server; without it mail goes to the sandbox', {
    production: 'required',
  }),
  SMTP_PORT: variable(port.default(587), 'its port; 465 speaks TLS from the start'),
  SMTP_USER: variable(text.optional(), 'its user'),
  SMTP_PASSWORD: variable(text.optional(), "its user's password", { secret: true }),
  FROM_EMAIL: variable(
    text
      .regex(/@/, { error: 'must hold an e-mail address' })
      .default('SocialSync <noreply@socialsync.localhost>'),
    'the sender of mails',
  ),

  IMAGE_PROVIDER: variable(oneOf('openai', 'gemini').default('openai'), 'who makes the images'),
  OPENAI_API_KEY: variable(
    text.optional(),
    'production needs those of IMAGE_PROVIDER and CHAT_PROVIDER; elsewhere the sandbox answers without it',
    { secret: true },
  ),
  OPENAI_BASE_URL: variable(
    url.default('https://api.openai.com/v1'),
    'any server that speaks the OpenAI API',
  ),
  OPENAI_IMAGE_MODEL: variable(text.default('gpt-image-2'), 'the image model asked of OpenAI'),
  GEMINI_API_KEY: variable(
    text.optional(),
    'production needs those of IMAGE_PROVIDER and CHAT_PROVIDER; elsewhere the sandbox answers without it',
    { secret: true },
  ),
  GEMINI_BASE_URL: variable(
    url.default('https://generativelanguage.googleapis.com'),
    'the address of the Gemini API',
  ),
  GEMINI_IMAGE_MODEL: variable(text.default('gemini-3.1-flash-image'), 'the image model asked of Gemini'),
  CHAT_PROVIDER: variable(
    oneOf('openai', 'gemini').optional(),
    'who writes texts, and is asked first for answers to customers; then the other one, where it has a key',
    { defaultText: 'IMAGE_PROVIDER' },
  ),
  OPENAI_CHAT_MODEL: variable(text.default('gpt-5-mini'), 'the text model asked of OpenAI'),
  GEMINI_CHAT_MODEL: variable(text.default('gemini-2.5-flash'), 'the text model asked of Gemini'),
  IMAGE_QUOTA_PER_DAY: variable(
    integer(0, 1_000_000).default(200),
    'images a project may generate a day (UTC)',
  ),
  MEDIA_DIR: variable(text.optional(), 'where images are stored; API and worker must see the same', {
    defaultText: 'DATA_DIR/media',
  }),

  WHATSAPP_API_KEY: variable(
    secret(16).optional(),
    'the X-API-Key by which your own WhatsApp service reaches clients, orders and /api/webhook/whatsapp',
    { secret: true },
  ),
  WHATSAPP_PROJECT_ID: variable(
    z.uuid({ error: 'must be the id of a project' }).optional(),
    'the project that WHATSAPP_API_KEY opens',
  ),

  CONNECTIONS_IN_FLIGHT: variable(
    integer(1, 500).default(50),
    'connected accounts that a daily job works on at once',
  ),
  METRICS_TOKEN: variable(
    secret(16).optional(),
    'the bearer token of whoever reads /metrics; without it only this machine may',
    { secret: true },
  ),

  SANDBOX_URL: variable(
    url.optional(),
    'stands in for platforms whose app is not configured; never in production',
    { defaultText: 'set by npm start' },
  ),
  SANDBOX_PORT: variable(port.default(8900), 'the port of the sandbox'),
  SANDBOX_SMTP_PORT: variable(port.default(8925), "the port of the sandbox's mail server"),
} satisfies Record<string, Variable>;
