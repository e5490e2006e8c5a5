import { z } from 'zod';
import type { InboundMessage } from '../../contracts/inbound.ts';

const Media = z.looseObject({
  id: z.string(),
  mime_type: z.string().nullish(),
  caption: z.string().nullish(),
  filename: z.string().nullish(),
});

/** What a message holds, by its type: the part of an InboundMessage that its type decides. */
type MessageParts = Pick<InboundMessage, 'type' | 'text' | 'data' | 'media'>;

const parts = (
  type: InboundMessage['type'],
  text: string | null | undefined,
  data: Record<string, unknown> = {},
  media: InboundMessage['media'] = [],
): MessageParts => ({ type, text: text ?? '', data, media });

/** Reads a message of a certain type; null when it has another shape. */
const reading =
  <Shape extends z.ZodType>(shape: Shape, read: (value: z.infer<Shape>) => MessageParts) =>
  (message: unknown): MessageParts | null => {
    const { data, success } = shape.safeParse(message);
    return success ? read(data) : null;
  };

/** A file: the platform's id of it, by which it is fetched. */
const file = (kind: 'image' | 'video' | 'audio' | 'document' | 'sticker') =>
  reading(z.looseObject({ [kind]: Media }), (message) => {
    const media = message[kind] as z.infer<typeof Media>;
    const { id, mime_type: mediaType = null, filename: name = null, caption } = media;
    const data = media.voice === true ? { voice: true } : {};
    return parts(kind, caption, data, [{ url: null, id, mediaType, name }]);
  });

const Choice = z.object({ id: z.string(), title: z.string(), description: z.string().nullish() });

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages: a page each. */
const readers: Record<string, (message: unknown) => MessageParts | null> = {
  text: reading(z.looseObject({ text: z.object({ body: z.string() }) }), ({ text }) =>
    parts('text', text.body),
  ),
  image: file('image'),
  video: file('video'),
  audio: file('audio'),
  document: file('document'),
  sticker: file('sticker'),
  location: reading(
    z.looseObject({ location: z.looseObject({ latitude: z.number(), longitude: z.number() }) }),
    ({ location }) => parts('location', '', { location }),
  ),
  contacts: reading(z.looseObject({ contacts: z.array(z.unknown()) }), ({ contacts }) =>
    parts('contacts', '', { contacts }),
  ),
  button: reading(
    z.looseObject({ button: z.object({ text: z.string(), payload: z.string().nullish() }) }),
    ({ button }) => parts('button', button.text, { payload: button.payload ?? null }),
  ),
  interactive: reading(
    z.looseObject({
      interactive: z.looseObject({
        type: z.string(),
        button_reply: Choice.nullish(),
        list_reply: Choice.nullish(),
        nfm_reply: z.looseObject({ body: z.string().nullish() }).nullish(),
      }),
    }),
    ({ interactive }) => {
      const { type, button_reply: button, list_reply: list, nfm_reply: form } = interactive;
      if (button) return parts('button', button.title, { payload: button.id });
      if (list) return parts('list', list.title, { payload: list.id, description: list.description ?? null });
      if (form) return parts('button', form.body, { form });
      return parts('unsupported', '', { type });
    },
  ),
  order: reading(
    z.looseObject({
      order: z.looseObject({ text: z.string().nullish(), product_items: z.array(z.unknown()) }),
    }),
    ({ order }) => {
      const { text, ...data } = order;
      return parts('order', text, { order: data });
    },
  ),
  system: reading(
    z.looseObject({ system: z.looseObject({ body: z.string().nullish() }) }),
    ({ system: { body, ...system } }) => parts('system', body, { system }),
  ),
};

/** What a message of this type holds; what the platform does not pass on, or we do not know, is unsupported. */
export function readParts(type: string, message: Record<string, unknown>): MessageParts {
  return readers[type]?.(message) ?? parts('unsupported', '', { type, errors: message.errors ?? null });
}
