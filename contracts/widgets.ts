import { z } from 'zod';
import { Email, Instant, line, PageQuery, pageOf, Uuid, visibleText } from './common.ts';
import { languages } from './languages.ts';
import { OpeningHours } from './openingHours.ts';
import { visitorMessageMaximum } from './widgetLimits.ts';

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
const Origin = z
  .string()
  .trim()
  .toLowerCase()
  .max(255)
  .regex(/^https?:\/\//, { error: 'not_an_origin' })
  .refine(isOrigin, { error: 'not_an_origin' })
  .meta({ example: 'https://shop.example' });

const Language = z.enum(languages);
const Welcome = z.string().trim().max(1000);

const fields = {
  name: line(80).min(1).meta({ description: 'what stands above the chat' }),
  primary_color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { error: 'not_a_color' })
    .meta({ example: '#3B82F6' }),
  logo_url: z
    .url({ protocol: /^https?$/, error: 'fetch_not_an_address' })
    .max(2000)
    .nullable(),
  welcome_message: Welcome.meta({
    description: 'shown before the first message, in languages without a text of their own',
  }),
  welcome_messages: z.partialRecord(Language, Welcome).meta({ description: 'the same by language' }),
  languages: z.array(Language).min(1).max(2).meta({
    description:
      "the chat takes the page's or the visitor's language where it is one of these, else the first",
  }),
  allowed_origins: z.array(Origin).max(50).meta({
    description: 'the sites whose pages may chat; our own demo page always may',
  }),
  opening_hours: OpeningHours.nullable(),
  enabled: z.boolean(),
};

export const CreateWidget = z
  .strictObject({
    ...fields,
    primary_color: fields.primary_color.default('#3B82F6'),
    logo_url: fields.logo_url.default(null),
    welcome_message: fields.welcome_message.default(''),
    welcome_messages: fields.welcome_messages.default({}),
    languages: fields.languages.default([...languages]),
    allowed_origins: fields.allowed_origins.default([]),
    opening_hours: fields.opening_hours.default(null),
    enabled: fields.enabled.default(true),
  })
  .meta({ id: 'CreateWidget' });

export const UpdateWidget = z.strictObject(fields).partial().meta({ id: 'UpdateWidget' });

export const WidgetParams = z.object({ id: Uuid });
export const WidgetQuery = PageQuery;

export const WidgetAnswer = z
  .object({
    id: Uuid,
    ...fields,
    has_webhook_secret: z.boolean(),
    embed_code: z.string().meta({ description: 'what to put into the pages of the site' }),
    demo_url: z.url().meta({ description: 'a page to try it on' }),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Widget' });

export const WidgetPage = pageOf(WidgetAnswer).meta({ id: 'WidgetPage' });

export const WidgetSecret = z
  .object({ webhook_secret: z.string().meta({ description: 'shown this once; the former one is void' }) })
  .meta({ id: 'WidgetSecret' });

export const WidgetConfigParams = z.object({ widget_id: Uuid });

export const WidgetConfig = z
  .object({
    widget_id: Uuid,
    organization_id: Uuid.meta({ description: 'the project' }),
    name: z.string(),
    primary_color: z.string(),
    logo_url: z.string().nullable(),
    welcome_message: z.string(),
    enabled: z.boolean(),
    welcome_messages: fields.welcome_messages,
    languages: fields.languages,
    is_open: z.boolean().meta({ description: 'whether people answer at the moment' }),
  })
  .meta({ id: 'WidgetConfig', description: 'what everybody may know of a widget' });

const VisitorToken = z.string().min(1).max(200);

const VisitorInfo = z.strictObject({
  name: line(200).optional(),
  email: Email.optional(),
});

export const VisitorRequest = z.strictObject({ widget_id: Uuid }).meta({ id: 'WidgetVisitorRequest' });

export const Visitor = z
  .object({
    visitor_id: Uuid,
    visitor_token: z
      .string()
      .meta({ description: 'the key to their conversation: to be kept by their browser' }),
  })
  .meta({ id: 'WidgetVisitor' });

export const VisitorMessageRequest = z
  .strictObject({
    widget_id: Uuid,
    visitor_id: z.string().max(200).optional().meta({
      description: 'counts only together with its token: without one, a new visitor writes',
    }),
    visitor_token: VisitorToken.optional(),
    message: visibleText(visitorMessageMaximum),
    client_message_id: Uuid.optional().meta({
      description: 'a repeat with the same one is the same message, and 422 with another text',
    }),
    visitor_info: VisitorInfo.optional(),
    locale: Language.optional(),
  })
  .meta({ id: 'WidgetMessageRequest' });

/** A message as the visitor sees it. */
export const WidgetMessage = z
  .object({
    id: Uuid,
    from: z.enum(['visitor', 'agent', 'assistant', 'system']),
    content: z.string().meta({ description: 'plain text; empty where it was taken back' }),
    created_at: Instant,
    client_message_id: z.string().nullable().meta({ description: "the visitor's own" }),
    attachments: z.array(z.object({ url: z.string(), name: z.string().nullable() })),
  })
  .meta({ id: 'WidgetMessage' });
export type WidgetMessage = z.output<typeof WidgetMessage>;

export const VisitorMessageTaken = Visitor.extend({ message: WidgetMessage }).meta({
  id: 'WidgetMessageTaken',
});

export const SeenRequest = z
  .strictObject({
    widget_id: Uuid,
    visitor_token: VisitorToken,
    message_id: Uuid.meta({ description: 'the latest message that the visitor has before their eyes' }),
  })
  .meta({ id: 'WidgetSeenRequest' });

export const EventsQuery = z.object({ widget_id: Uuid });
export const EventsHeaders = z.object({
  'X-Visitor-Token': VisitorToken.meta({ description: 'of POST /api/web-widget/visitors' }),
  'Last-Event-ID': z.string().optional().meta({ description: 'the last event that the client has' }),
});

export const EventStream = z.string().meta({
  id: 'WidgetEvents',
  description:
    'Server-sent events for whoever sends X-Visitor-Token. `message`: a WidgetMessage, its id to be sent as ' +
    'Last-Event-ID when the client comes again; without one the latest 200 are told.',
});

export const StaticParams = z.object({ filename: z.string().max(100) });
export const StaticQuery = z.object({
  widget_id: Uuid.optional().meta({ description: 'for the demo page' }),
});
export const StaticFile = z.string().meta({ id: 'WidgetFile' });

const MessageEvent = z.strictObject({
  type: z.literal('message'),
  id: line(200).min(1).meta({ description: "the site's id of the message: a repeat is known by it" }),
  visitor_id: line(200).min(1).meta({ description: "the site's name of the visitor" }),
  message: z.string().trim().min(1).max(visitorMessageMaximum),
  created_at: Instant.optional(),
  visitor_info: VisitorInfo.optional(),
});

const StatusEvent = z.strictObject({
  type: z.literal('status'),
  message_id: Uuid.meta({ description: 'a message that the visitor was sent' }),
  status: z.enum(['delivered', 'read']),
});

export const WidgetEvents = z
  .strictObject({
    widget_id: Uuid,
    events: z
      .array(z.discriminatedUnion('type', [MessageEvent, StatusEvent]))
      .min(1)
      .max(100),
  })
  .meta({ id: 'WidgetWebhookEvents' });
export type WidgetEvent = z.output<typeof WidgetEvents>['events'][number];
