import { z } from 'zod';
import { Uuid, visibleText } from './common.ts';
import { batchMaximum } from './messageBatches.ts';
import { mediaKinds } from './sending.ts';

/**
 * A phone number with its country code, none of which begins with 0 (E.164), or a business-scoped user id:
 * https://developers.facebook.com/docs/whatsapp
 */
const Recipient = z
  .string()
  .trim()
  .overwrite((to) => (/^\+?\d/.test(to) ? to.replace(/[\s().-]/g, '') : to))
  .regex(/^(\+?[1-9]\d{5,14}|[A-Z]{2}\.\w{1,100})$/, { error: 'not_a_phone_number' })
  .meta({
    description: 'a phone number with its country code, or a business-scoped user id of WhatsApp',
    example: '+33123456789',
  });

const connection = {
  connection_id: Uuid.optional().meta({
    description: 'the connected number to send from, where the project has several',
  }),
};

const Text = visibleText(64_000).meta({ description: 'at most 4096 characters' });

const TemplateName = z
  .string()
  .trim()
  .regex(/^[a-z0-9_]{1,512}$/, { error: 'not_a_template_name' })
  .meta({ example: 'hello_world' });
const LanguageCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2,3}(_[A-Za-z]{2,4})?$/, { error: 'not_a_language_code' })
  .meta({ example: 'fr_FR' });
const Components = z
  .array(z.record(z.string(), z.unknown()))
  .max(20)
  .meta({
    description: "what fills the template's placeholders, as WhatsApp describes it",
    example: [{ type: 'body', parameters: [{ type: 'text', text: 'Jean' }] }],
  });

export const SendTextRequest = z
  .strictObject({ to: Recipient, text: Text, ...connection })
  .meta({ id: 'SendWhatsAppTextRequest' });

export const SendTemplateRequest = z
  .strictObject({
    to: Recipient,
    template_name: TemplateName,
    language_code: LanguageCode,
    components: Components.default([]),
    ...connection,
  })
  .meta({ id: 'SendWhatsAppTemplateRequest' });

export const SendMediaRequest = z
  .strictObject({
    to: Recipient,
    media_type: z.enum(mediaKinds),
    media_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .meta({ description: 'a file that anybody can fetch: WhatsApp does' }),
    caption: z.string().trim().max(1024).optional(),
    ...connection,
  })
  .refine(({ media_type: type, caption }) => type !== 'audio' || !caption, {
    path: ['caption'],
    error: 'no_caption_beside_sound',
  })
  .meta({ id: 'SendWhatsAppMediaRequest' });

const BatchEntry = z
  .strictObject({
    to: Recipient,
    text: Text.optional(),
    template_name: TemplateName.optional(),
    language_code: LanguageCode.optional(),
    components: Components.optional(),
  })
  .refine(
    ({ text, template_name: name, language_code: code, components }) =>
      text === undefined ? name !== undefined && code !== undefined : !name && !code && !components,
    { error: 'text_or_template' },
  )
  .meta({
    id: 'WhatsAppBatchEntry',
    description:
      'a text, or template_name and language_code: only a template reaches who did not write for 24 hours',
  });

export const SendBatchRequest = z
  .strictObject({ messages: z.array(BatchEntry).min(1).max(batchMaximum), ...connection })
  .meta({ id: 'SendWhatsAppBatchRequest' });

export const MessageSent = z
  .object({
    messaging_product: z.literal('whatsapp'),
    contacts: z.array(
      z.object({
        input: z.string().meta({ description: 'the recipient, as the request names them' }),
        wa_id: z
          .string()
          .nullable()
          .meta({ description: 'as WhatsApp names them; null where it tells no phone number' }),
      }),
    ),
    messages: z.array(z.object({ id: z.string() })),
    message_type: z.enum(['text', 'template', ...mediaKinds]),
  })
  .meta({ id: 'WhatsAppMessageSent' });

export const ValidateWhatsAppRequest = z
  .strictObject({
    access_token: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{1,2000}$/, { error: 'not_a_token' }),
    phone_number_id: z
      .string()
      .trim()
      .regex(/^\w{1,100}$/, { error: 'not_a_phone_number_id' })
      .meta({ example: '123456789' }),
  })
  .meta({ id: 'ValidateWhatsAppCredentialsRequest' });

export const WhatsAppCredentials = z
  .object({
    valid: z.boolean().meta({ description: 'the token opens the number phone_number_id' }),
    phone_number: z.string().nullable().meta({ example: '+33123456789' }),
    business_name: z.string().nullable(),
    permissions: z
      .array(z.string())
      .nullable()
      .meta({
        description: 'those that were granted; null where WhatsApp tells our app nothing of the token',
        example: ['whatsapp_business_management', 'whatsapp_business_messaging'],
      }),
    reason: z.enum(['token_refused']).nullable().meta({ description: 'why it is not valid' }),
    message: z.string().nullable(),
  })
  .meta({ id: 'WhatsAppCredentials' });

export const BusinessProfileQuery = z.object({
  connection_id: Uuid.optional().meta({ description: 'where the project has several numbers' }),
});

export const BusinessProfile = z
  .object({
    business_name: z.string(),
    phone_number: z.string().meta({ example: '+33123456789' }),
    address: z.string().nullable(),
    description: z.string().nullable(),
  })
  .meta({ id: 'WhatsAppBusinessProfile', description: 'as WhatsApp shows it to customers' });
