import { z } from 'zod';
import { Instant, isVisible, line, Uuid, visibleText } from './common.ts';
import { Conversation, ConversationMessage, ConversationParams, Tag } from './conversations.ts';
import { OrderAnswer } from './orders.ts';
import { mediaKinds } from './sending.ts';

export const MessageParams = ConversationParams.extend({ message_id: Uuid });
export const NoteParams = ConversationParams.extend({ note_id: Uuid });

const Template = z
  .strictObject({
    name: line(512).min(1).meta({ example: 'order_confirmation' }),
    language: line(20).min(2).meta({ example: 'fr' }),
    components: z.array(z.record(z.string(), z.unknown())).max(20).default([]).meta({
      description: 'what fills its places, as the platform wants it',
    }),
  })
  .meta({ id: 'MessageTemplate' });

export const SendMessage = z
  .strictObject({
    content: z.string().trim().max(20_000).default('').meta({
      description: 'the text; beside a file its caption, where the channel shows one',
    }),
    message_type: z.enum(['text', ...mediaKinds, 'template']).default('text'),
    media_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .meta({
        description: 'where the platform fetches the file: for files alone, which need this or `file_id`',
      }),
    file_id: Uuid.optional().meta({
      description: 'a file that was brought by POST …/files; `message_type` is its `type`',
    }),
    template: Template.optional().meta({ description: 'needed for a template, and for it alone' }),
    split: z.enum(['refuse', 'sentences']).default('refuse').meta({
      description:
        'a text that is too long for the channel is refused, or sent as several, cut where sentences end',
    }),
    client_message_id: line(100).min(1).optional().meta({
      description:
        'a name of your own: what is sent twice under the same one is one message, and 422 where it is not the same',
    }),
    suggestion_id: Uuid.optional().meta({ description: 'the suggestion that this was made of' }),
  })
  .check((context) => {
    const { message_type: type, content, media_url: url, file_id: file, template } = context.value;
    const need = (field: string, message: string) =>
      context.issues.push({ code: 'custom', path: [field], message, input: context.value });
    const isFile = type !== 'text' && type !== 'template';
    if (type === 'text' && content === '') need('content', 'required');
    if (content !== '' && !isVisible(content)) need('content', 'nothing_visible');
    if (isFile && url === undefined && file === undefined) need('media_url', 'required');
    if (!isFile && url !== undefined) need('media_url', 'media_with_file_alone');
    if (file !== undefined && (!isFile || url !== undefined)) need('file_id', 'media_with_file_alone');
    if ((type === 'template') !== (template !== undefined))
      need('template', type === 'template' ? 'required' : 'template_alone');
    if (type === 'template' && content !== '') need('content', 'template_alone');
  })
  .meta({ id: 'SendMessage' });

/** Bytes of an attached file, whatever its channel takes: it stands in memory on its way. */
export const attachedFileLimit = 25_000_000;

export const AttachFileFields = z
  .strictObject({ name: line(200).default('').meta({ description: 'what the file is called' }) })
  .meta({ id: 'AttachFileFields' });

export const AttachedFile = z
  .object({
    id: Uuid,
    type: z
      .enum(mediaKinds)
      .meta({ description: 'by its content; the `message_type` that it is sent under' }),
    media_type: z.string(),
    name: z.string(),
    size: z.int().meta({ description: 'in bytes, as it is sent' }),
    url: z.url().meta({ description: 'where it is seen for 24 hours from now' }),
  })
  .meta({ id: 'AttachedFile' });

export const SentMessage = ConversationMessage.extend({
  parts: z.array(Uuid).meta({ description: 'the messages that it was sent as, in order, itself the first' }),
}).meta({ id: 'SentMessage' });

export const AssignConversation = z
  .strictObject({ user_id: Uuid.nullable().meta({ description: 'a member of the project; null: nobody' }) })
  .meta({ id: 'AssignConversation' });

export const SnoozeConversation = z
  .strictObject({ until: Instant.meta({ description: 'at most a year ahead' }) })
  .meta({ id: 'SnoozeConversation' });

export const TagConversation = z
  .strictObject({ tags: z.array(Tag).max(20).meta({ description: 'instead of those that it has' }) })
  .meta({ id: 'TagConversation' });

export const ChangeConversation = z
  .strictObject({
    ai: z.enum(['on', 'off', 'suggest', 'automatic']).meta({
      description:
        'what the assistant does here. `on`: what it does in the project (where it is off there: suggest). All but ' +
        '`off` give the conversation back to it: a hand-over and a pause end',
    }),
  })
  .meta({ id: 'ChangeConversation' });

export const WriteNote = z.strictObject({ content: visibleText(5000) }).meta({ id: 'WriteNote' });

export const Note = z
  .object({
    id: Uuid,
    author_id: Uuid,
    author_name: z.string(),
    content: z.string(),
    created_at: Instant,
  })
  .meta({ id: 'ConversationNote', description: 'customers never see it' });
export const NoteList = z
  .object({ notes: z.array(Note).meta({ description: 'oldest first' }) })
  .meta({ id: 'ConversationNotes' });

const AssistantState = z
  .object({
    mode: z.enum(['off', 'suggest', 'automatic']).meta({ description: 'the one that counts here' }),
    own_mode: z.enum(['off', 'suggest', 'automatic']).nullable().meta({ description: 'null: the project’s' }),
    paused_until: Instant.nullable().meta({ description: 'until then a person leads' }),
    handed_over_at: Instant.nullable().meta({ description: 'since then it waits for a person' }),
    handover_reason: z.string().nullable(),
    suggestion: z
      .object({
        id: Uuid,
        content: z.string(),
        created_at: Instant,
        earlier_question: z.string().nullable().meta({
          description:
            'the message that it answers, where the customer has written since; null where it answers what they wrote last',
        }),
      })
      .nullable()
      .meta({ description: 'what it would answer' }),
    silent_because: z
      .string()
      .nullable()
      .meta({
        example: 'not_known',
        description:
          'a code: why it has no answer to what the customer wrote last, and so suggests none: not_known, no_source, ' +
          'complaint, budget_spent, assistant_unavailable and others',
      }),
  })
  .meta({ id: 'ConversationAssistant' });

const Contact = z
  .object({
    id: Uuid,
    name: z.string().nullable(),
    username: z.string().nullable(),
    phone_number: z.string().nullable(),
    email: z.string().nullable(),
    status: z.string(),
    locale: z.string().nullable(),
    last_contact_at: Instant.nullable(),
    created_at: Instant,
  })
  .meta({ id: 'ConversationContact', description: 'the client of /api/clients of the same id' });

export const ConversationDetail = Conversation.extend({
  contact: Contact,
  orders: z.array(OrderAnswer).meta({ description: 'the latest of the contact, at most 20' }),
  notes: z.array(Note),
  ai: AssistantState,
  typing_by: z
    .object({ user_id: Uuid, name: z.string() })
    .nullable()
    .meta({ description: 'the person of the shop who is typing' }),
  files: z
    .array(
      z
        .object({
          type: z.enum(mediaKinds),
          media_types: z.array(z.string()),
          maximum_bytes: z.int(),
          caption_maximum: z.int().meta({ description: 'the longest text beside it; 0: none is shown' }),
        })
        .meta({ id: 'TakenFiles' }),
    )
    .meta({ description: 'what may be attached here; pictures of other sizes and WebP are made to fit' }),
  other_conversations: z
    .array(
      z
        .object({ id: Uuid, channel: z.string(), last_message_at: Instant.nullable() })
        .meta({ id: 'OtherConversation' }),
    )
    .meta({ description: 'with the same contact, the latest first' }),
}).meta({ id: 'ConversationDetail' });
