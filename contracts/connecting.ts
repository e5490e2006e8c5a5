import { z } from 'zod';
import { Uuid } from './common.ts';

const force = z.boolean().meta({
  description: 'take the account over when it is connected in another project, which then loses it',
});

export const ConnectQuery = z.object({
  force: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'as the member of the same name of POST /api/social-media/connect' }),
});

export const AuthorizationUrl = z.object({ authorization_url: z.url() }).meta({ id: 'AuthorizationUrl' });

/** What a platform sends back with the browser: RFC 6749, 4.1.2, and RFC 9207. Some send more, which is not read. */
export const CallbackQuery = z.object({
  code: z.string().max(4000).optional(),
  state: z.string().max(500).optional(),
  error: z.string().max(500).optional(),
  iss: z.string().max(500).optional(),
});

/** As people paste it. */
const code = z.string().trim().min(1).max(4000);
const token = z.string().trim().min(1).max(4000);

/** An id at the platform, which stands in the paths of calls: nothing in it may lead elsewhere. */
const platformId = z.string().regex(/^[\w-]{1,100}$/);

/** A consent that was begun by GET /api/social-accounts/connect/{platform}. */
const Consent = z
  .strictObject({ code, state: z.string().min(1).max(500), force: force.optional() })
  .meta({ description: 'A consent begun by GET /api/social-accounts/connect/{platform}.' });

export const ConnectRequest = Consent.meta({ id: 'ConnectRequest' });

export const ConnectInstagramRequest = z
  .union(
    [
      z.strictObject({
        instagram_user_id: platformId,
        access_token: token.meta({ description: 'short-lived: it is exchanged for one that lives 60 days' }),
        force: force.optional(),
      }),
      Consent,
    ],
    { error: 'connect_instagram' },
  )
  .meta({ id: 'ConnectInstagramRequest' });

const redirectUri = z.url().meta({ description: 'the one that the code was asked with' });

export const ConnectTiktokRequest = z
  .union(
    [
      z.strictObject({
        authorization_code: code,
        redirect_uri: redirectUri.optional(),
        force: force.optional(),
      }),
      z.strictObject({ code, redirect_uri: redirectUri.optional(), force: force.optional() }),
      Consent,
    ],
    { error: 'connect_tiktok' },
  )
  .meta({ id: 'ConnectTiktokRequest' });

export const ConnectFacebookRequest = z
  .union(
    [
      z.strictObject({
        access_token: token.meta({ description: 'short-lived: it is exchanged for the tokens of the pages' }),
        force: force.optional(),
      }),
      Consent,
    ],
    { error: 'connect_facebook' },
  )
  .meta({ id: 'ConnectFacebookRequest' });

export const ConnectWhatsappRequest = z
  .union(
    [
      z.strictObject({
        access_token: token.meta({ description: "a system user's" }),
        phone_number_id: platformId,
        force: force.optional(),
      }),
      Consent,
    ],
    { error: 'connect_whatsapp' },
  )
  .meta({ id: 'ConnectWhatsappRequest' });

const confirmation = z
  .string()
  .min(1)
  .max(500)
  .meta({ description: 'the member `confirm` of the address that the callback led to' });

/** Taken by the name that the address has, too, which is not documented. */
export const ConfirmRequest = z.preprocess(
  (given) => {
    if (typeof given !== 'object' || given === null || !('confirm' in given)) return given;
    const { confirm, ...rest } = given;
    return { confirmation: confirm, ...rest };
  },
  z.strictObject({ confirmation, force: force.optional() }).meta({ id: 'ConfirmConnectionRequest' }),
);

/** The members of the address that a consent's callback leads to. */
export const OutcomeQuery = z.object({
  success: z.string().max(10).optional(),
  account: z.string().max(8000).optional(),
  signed: z.string().max(4000).optional(),
  confirm: confirmation.optional(),
});

export const ConsentOutcome = z
  .object({
    outcome: z.enum(['connected', 'waiting', 'failed']).meta({
      description: 'waiting: nothing is connected before the person who began confirms (POST …/confirm)',
    }),
    project_id: Uuid.nullable().meta({ description: 'for which it was begun, where that is known' }),
    accounts: z.array(z.object({ id: Uuid.nullable(), username: z.string() })).meta({
      description: 'those that were connected, or, without an id, those that wait to be taken over',
    }),
    takes_over: z.boolean().meta({ description: 'confirming takes the accounts from another project' }),
    code: z.string().nullable(),
    message: z
      .string()
      .nullable()
      .meta({ description: 'why it failed; of a connected account, what its person did not allow' }),
    next_step: z.enum(['begin_again', 'wait', 'tell_operator']).nullable(),
  })
  .meta({ id: 'ConsentOutcome' });
