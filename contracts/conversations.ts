import { z } from 'zod';
import { Instant, line, Ordinal, PageQuery, Uuid } from './common.ts';

const channels = ['instagram', 'whatsapp', 'widget'] as const;

export const conversationsMaximum = 100;
export const messagesMaximum = 200;

const conversationStates = ['open', 'snoozed', 'closed'] as const;
export const Tag = line(40).min(1);

export const ConversationParams = z.object({ conversation_id: Uuid });

export const ConversationQuery = PageQuery.pick({ page: true }).extend({
  channel: z.enum([...channels, 'all']).default('all'),
  limit: Ordinal.default(50).meta({ description: `at most ${conversationsMaximum}` }),
  unread: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: only those that hold unread messages' }),
  search: line(200)
    .optional()
    .meta({
      description:
        "a part of the customer's name, user name, phone number or mail address, or (from three letters on) of a message; " +
        'case and accents do not matter',
    }),
  state: z.enum(conversationStates).optional(),
  assigned: z
    .union([z.enum(['me', 'nobody']), Uuid])
    .optional()
    .meta({ description: 'whose they are: mine, nobody’s, or a user’s id' }),
  tag: Tag.optional(),
  waiting: z
    .enum(['true', 'false'])
    .default('false')
    .meta({
      description:
        'true: only those in which a customer waits for a person: handed over, or not read where the assistant does not ' +
        'answer by itself; and nobody has answered',
    }),
  handed_over: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'true: only those that the assistant has handed over; false: only the others' }),
});

export const Conversation = z
  .object({
    id: Uuid,
    channel: z.enum(channels),
    customer_name: z.string().meta({
      description: 'the name; where it is not known the user name, the phone number or the identifier',
    }),
    customer_identifier: z.string().meta({ description: 'the customer, as the channel names them' }),
    last_message_at: Instant.nullable().meta({ description: 'null while there is no message' }),
    last_message_snippet: z.string().meta({
      description: 'the beginning of the latest message, or what it is, as [image]',
    }),
    unread_count: z.int(),
    social_account_id: Uuid.nullable().meta({
      description: 'the connected account that was written to; null for a widget',
    }),
    reply_window_ends_at: Instant.nullable().meta({
      description:
        'until when the platform lets the customer be answered freely: 24 hours after they last wrote directly, maybe ' +
        'past. Null where they never did, and for a widget, which knows no such end',
    }),
    state: z.enum(conversationStates).meta({
      description: 'a message of the customer opens it; so does the end of the time that it was put off for',
    }),
    snoozed_until: Instant.nullable(),
    assigned_to: Uuid.nullable().meta({ description: 'a member of the project' }),
    tags: z.array(z.string()),
    handed_over_at: Instant.nullable().meta({
      description: 'since then it waits for a person; null while it does not',
    }),
    handover_reason: z.string().nullable().meta({ description: 'a code: why the assistant handed it over' }),
    answered_by: z.enum(['assistant', 'person']).meta({
      description:
        'who answers at the moment; `person` too where the assistant suggests, was handed over from, or keeps quiet',
    }),
  })
  .meta({ id: 'Conversation' });

export const ConversationList = z
  .object({
    conversations: z.array(Conversation),
    total: z.int().meta({ description: 'how many there are on all pages' }),
  })
  .meta({ id: 'ConversationList', description: 'the latest written to first' });

export const MessageQuery = z.object({
  limit: Ordinal.default(100).meta({ description: `at most ${messagesMaximum}` }),
  before: Uuid.optional().meta({ description: "a message's id: those that stand before it, the nearest" }),
  after: Uuid.optional().meta({ description: "a message's id: those that stand after it, the nearest" }),
});

const Attachment = z
  .object({
    state: z
      .enum(['due', 'kept', 'failed'])
      .meta({ description: 'due: about to be fetched; failed: not to be had' }),
    url: z.string().nullable().meta({
      description: 'where the file is for 24 hours from now; null until it is kept',
    }),
    media_type: z.string().nullable(),
    name: z.string().nullable().meta({ description: 'what the sender called the file' }),
    size: z.int().nullable().meta({ description: 'in bytes' }),
    problem: z.string().nullable().meta({ description: 'a code: why it is not to be had' }),
  })
  .meta({ id: 'MessageAttachment' });

export const ConversationMessage = z
  .object({
    id: Uuid,
    conversation_id: Uuid,
    direction: z.enum(['inbound', 'outbound']),
    content: z.string().meta({
      description:
        'plain text; of a template its name, language and what fills it; empty where there is none, or it was taken back',
    }),
    created_at: Instant.meta({ description: 'when it was written, as the platform tells' }),
    sender_id: z.string().nullable().meta({
      description: "the customer's identifier, or our user's id; null where no user of ours wrote it here",
    }),
    is_from_agent: z.boolean().meta({
      description: "whether it is the shop's: `author` tells a person from the assistant",
    }),
    author: z.enum(['customer', 'agent', 'ai', 'system']),
    type: z.string().meta({
      description:
        'text, image, video, audio, document, sticker, location, contacts, story_mention, story_reply, comment, ' +
        'mention, button, list, order, system, share, template, unsupported',
    }),
    state: z.enum(['received', 'queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'failed']).meta({
      description: 'how far it has come; unknown: nobody can say yet whether the platform has it',
    }),
    problem_code: z.string().nullable().meta({ description: 'why it failed: ours, or the platform’s own' }),
    problem: z.string().nullable().meta({ description: 'the same in words, and what can be done about it' }),
    suggestion_id: Uuid.nullable().meta({
      description: 'the suggestion of the assistant that a person made it of',
    }),
    is_explained: z.boolean().meta({
      description:
        'whether GET …/replies/{id} tells how it came: a reply of the assistant, or the notice of its hand-over',
    }),
    attachments: z.array(Attachment),
    reply_to: Uuid.nullable().meta({ description: 'the message that it answers, where that is here' }),
    reaction: z.string().nullable().meta({ description: 'the emoji that the customer reacted with' }),
    details: z.record(z.string(), z.unknown()).meta({
      description:
        'what its type holds besides, as the platform tells it: a location, contacts, a story, products',
    }),
    edited_at: Instant.nullable(),
    unsent_at: Instant.nullable().meta({ description: 'when its writer took it back' }),
  })
  .meta({ id: 'ConversationMessage' });

export const MessageList = z
  .object({
    messages: z.array(ConversationMessage),
    total: z.int().meta({ description: 'how many the conversation has' }),
  })
  .meta({
    id: 'MessageList',
    description:
      'oldest first; without `before` and `after` the latest. Suggestions that nobody sent are none',
  });

export const ConversationRead = z.object({ success: z.literal(true) }).meta({ id: 'ConversationRead' });
