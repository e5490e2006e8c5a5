import { z } from 'zod';
import { parametersOf, parsed } from '../../graph/parameters.ts';
import type { Call } from '../../social/platform.ts';
import { refusal } from './errors.ts';

const Media = z
  .object({
    id: z.string().optional(),
    link: z.string().optional(),
    caption: z.string().max(1024).optional(),
    filename: z.string().optional(),
  })
  .refine(({ id, link }) => (id === undefined) !== (link === undefined), 'either id or link is needed');
const Parameter = z.looseObject({ type: z.string() });
const Template = z.object({
  name: z.string(),
  language: z.object({ code: z.string() }),
  components: z
    .array(z.looseObject({ type: z.string(), parameters: z.array(Parameter).optional() }))
    .default([]),
});
export type Template = z.infer<typeof Template>;

/** What a message holds, under the name of its type. */
const parts = {
  text: z.object({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }),
  template: Template,
  image: Media,
  video: Media,
  audio: Media,
  document: Media,
  sticker: Media,
  location: z.looseObject({ latitude: z.coerce.number(), longitude: z.coerce.number() }),
  contacts: z.array(z.looseObject({ name: z.looseObject({ formatted_name: z.string() }) })).min(1),
  interactive: z.looseObject({ type: z.string(), body: z.object({ text: z.string() }).optional() }),
  reaction: z.object({ message_id: z.string(), emoji: z.string() }),
};
type Parts = { [Name in keyof typeof parts]: z.infer<(typeof parts)[Name]> };

/** A message as a request orders it. */
export type MessageOrder = {
  [Name in keyof Parts]: { to: string; type: Name; part: Parts[Name] };
}[keyof Parts];

const isType = (type: string): type is keyof Parts => Object.hasOwn(parts, type);

/**
 * The message that a request orders. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 * @throws {GraphRefused} in the platform's words when something is missing or wrong.
 */
export function readMessage(call: Call): MessageOrder {
  const parameters = parametersOf(call);
  if (parameters.get('messaging_product') !== 'whatsapp') {
    throw refusal('missing', 'The parameter messaging_product is required.');
  }
  const to = parameters.get('to') ?? parameters.get('recipient');
  if (!to) throw refusal('missing', 'The parameter to is required.');
  const type = parameters.get('type') ?? 'text';
  if (!isType(type)) throw refusal('wrongType');
  const given = parameters.get(type);
  if (given === undefined) throw refusal('missing', `The parameter ${type} is required.`);
  const part = parts[type].safeParse(parsed(given));
  if (!part.success) {
    const [issue] = part.error.issues;
    throw refusal('wrong', `${[type, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? ''}`);
  }
  return { to, type, part: part.data } as MessageOrder;
}

/** What a message says, as its reader sees it. */
export function textOf(message: MessageOrder): string {
  switch (message.type) {
    case 'text':
      return message.part.body;
    case 'template': {
      const words = bodyParameters(message.part).map(({ text }) => (typeof text === 'string' ? text : '…'));
      return [`[${message.part.name}]`, ...words].join(' ');
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return message.part.caption ?? `(${message.type})`;
    case 'interactive':
      return message.part.body?.text ?? '(interactive)';
    case 'reaction':
      return message.part.emoji;
    case 'location':
    case 'contacts':
      return `(${message.type})`;
  }
}

/** The parameters of a template's body. */
export const bodyParameters = ({ components }: Template) =>
  components.filter(({ type }) => type.toLowerCase() === 'body').flatMap(({ parameters = [] }) => parameters);
