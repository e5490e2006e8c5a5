import { z } from 'zod';
import { activityFigures, audiences } from '../contracts/figures.ts';
import { languages } from '../contracts/languages.ts';

const Address = z.object({ host: z.string(), path: z.string().startsWith('/') });
const required = z.function();
const optional = required.optional();

const OAuth = z.object({
  authorize: Address,
  token: Address,
  revoke: Address.optional(),
  scopes: z
    .record(z.string().min(1), z.record(z.enum(languages), z.string().min(1)))
    .refine((scopes) => Object.keys(scopes).length > 0, 'at least one is asked for'),
  needed: z.array(z.string()).min(1),
  scopeSeparator: z.enum([' ', ',']),
  pkce: z.enum(['required', 'supported', 'none']),
  pkceEncoding: z.literal('hex').optional(),
  clientAuthentication: z.enum(['form', 'basic']),
  refreshing: z.enum(['reusable', 'rotating', 'exchange', 'none']),
  refreshesForFew: z.literal(true).optional(),
  consentReplaces: z.literal(true).optional(),
});

/**
 * What must be right for a platform to work at all, and would else be found out when somebody uses it; the types say the
 * rest.
 */
export const PlatformShape = z
  .object({
    id: z.string().regex(/^[a-z]+$/),
    name: z.string().min(1),
    env: z.object({
      clientId: z.string().min(1),
      clientSecret: z.string().min(1),
      redirectUri: z.string().min(1),
      verifyToken: z.string().min(1).optional(),
    }),
    hosts: z.record(z.string(), z.url()),
    oauth: OAuth,
    capabilities: z.partialRecord(
      z.enum(['insights', 'publish', 'comments', 'messages']),
      z.array(z.string()).min(1),
    ),
    limits: z.object({
      perAccount: z.object({ calls: z.int().positive(), seconds: z.int().positive() }),
      caption: z.int().positive(),
      hashtags: z.int().positive().optional(),
    }),
    classify: required,
    exchange: optional,
    grantedScopes: optional,
    refresh: optional,
    revoke: optional,
    accounts: required,
    profile: required,
    statistics: required,
    dayFigures: z.array(z.enum(activityFigures)).optional(),
    posts: required,
    audience: z.enum(audiences).optional(),
    provenScopes: optional,
    publish: z
      .object({
        prepare: required,
        commit: required,
        reconcile: required,
        comment: optional,
        quota: optional,
      })
      .optional(),
    comments: z.object({ reply: required, replies: required, comments: required }).optional(),
    messages: z
      .object({ webhooks: z.object({ verify: required, split: required, parse: required }), send: required })
      .optional(),
  })
  .refine(({ oauth, refresh }) => oauth.refreshing !== 'exchange' || refresh !== undefined, {
    path: ['refresh'],
    error: 'what an exchange refreshes needs refresh()',
  })
  .refine(({ messages, env }) => messages === undefined || env.verifyToken !== undefined, {
    path: ['env', 'verifyToken'],
    error: 'webhooks of messages need a variable for it',
  })
  .refine(({ publish, capabilities }) => (publish === undefined) === (capabilities.publish === undefined), {
    path: ['capabilities', 'publish'],
    error: 'says which scopes publishing takes, where there is publish, and only there',
  })
  .refine(
    ({ messages, capabilities }) => (messages === undefined) === (capabilities.messages === undefined),
    {
      path: ['capabilities', 'messages'],
      error: 'says which scopes messages take, where there are messages, and only there',
    },
  )
  .superRefine(({ oauth, capabilities }, context) => {
    for (const [name, scopes] of Object.entries({ needed: oauth.needed, ...capabilities }))
      for (const scope of scopes)
        if (!Object.hasOwn(oauth.scopes, scope))
          context.addIssue({
            code: 'custom',
            path: name === 'needed' ? ['oauth', name] : ['capabilities', name],
            message: `names the scope "${scope}", which oauth.scopes lacks`,
          });
  })
  .superRefine(({ hosts, oauth: { authorize, token, revoke } }, context) => {
    for (const { host } of [authorize, token, ...(revoke ? [revoke] : [])])
      if (!(host in hosts))
        context.addIssue({
          code: 'custom',
          path: ['oauth'],
          message: `names the host "${host}", which hosts lacks`,
        });
  });
