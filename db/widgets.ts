import type { Language } from '../contracts/languages.ts';
import type { OpeningHours } from '../contracts/openingHours.ts';
import { row, rows } from './query.ts';

/** A chat widget of a project. */
export interface WidgetRow {
  id: string;
  projectId: string;
  name: string;
  primaryColor: string;
  logoUrl: string | null;
  welcomeMessage: string;
  texts: { languages?: Language[]; welcomeMessages?: Partial<Record<Language, string>> };
  allowedOrigins: string[];
  openingHours: OpeningHours | null;
  enabled: boolean;
  webhookSecretEncrypted: Buffer | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `w.id, w.project_id as "projectId", w.name, w.primary_color as "primaryColor", w.logo_url as "logoUrl",
  w.welcome_message as "welcomeMessage", w.texts, w.allowed_origins as "allowedOrigins",
  w.opening_hours as "openingHours", w.enabled, w.webhook_secret_encrypted as "webhookSecretEncrypted",
  w.created_at as "createdAt", w.updated_at as "updatedAt"`;

/** A widget of any project that is there; undefined when there is none of this id. */
export const findWidget = (id: string) =>
  row<WidgetRow>(
    `select ${columns} from widgets w join projects p on p.id = w.project_id
     where w.id = $1 and p.deleted_at is null`,
    [id],
  );

/** A widget of a project; its row is locked where a transaction is about to change it. */
export const findWidgetOf = (projectId: string, id: string, { lock = false } = {}) =>
  row<WidgetRow>(
    `select ${columns} from widgets w where w.project_id = $1 and w.id = $2 ${lock ? 'for update' : ''}`,
    [projectId, id],
  );

/** A page of a project's widgets, the newest first, and how many there are. */
export async function findWidgets(projectId: string, { limit, offset }: { limit: number; offset: number }) {
  const counted = await row<{ count: number }>(
    `select count(*)::int as count from widgets where project_id = $1`,
    [projectId],
  );
  const widgets = await rows<WidgetRow>(
    `select ${columns} from widgets w where w.project_id = $1
     order by w.created_at desc, w.id limit $2 offset $3`,
    [projectId, limit, offset],
  );
  return { count: counted?.count ?? 0, widgets };
}

/** A message as the visitor of a widget may see it. */
export interface VisitorMessageRow {
  id: string;
  sequence: string;
  author: 'customer' | 'agent' | 'ai' | 'system';
  content: string;
  /** The client's own id of a visitor's message. */
  externalId: string | null;
  attachments: { key?: string; name: string | null }[];
  sentAt: Date;
  unsentAt: Date | null;
}

const messageColumns = `m.id, m.sequence, m.author, m.content, m.external_id as "externalId",
  coalesce(m.data -> 'attachments', '[]') as attachments, m.sent_at as "sentAt", m.unsent_at as "unsentAt"`;

/** The conversation of a visitor at a widget; undefined before the first message. */
export const findVisitorConversation = async (widgetId: string, visitorId: string) =>
  (
    await row<{ id: string }>(
      `select c.id from contact_identities i
       join conversations c on c.contact_id = i.contact_id and c.scope_id = i.scope_id
       where i.scope_id = $1 and i.external_id = $2 order by c.created_at limit 1`,
      [widgetId, visitorId],
    )
  )?.id;

/** What a visitor wrote, by the id that their client gave it. */
export const findVisitorMessage = (conversationId: string, externalId: string) =>
  row<VisitorMessageRow>(
    `select ${messageColumns} from messages m where m.conversation_id = $1 and m.external_id = $2`,
    [conversationId, externalId],
  );

/**
 * What a visitor's conversation holds after `sequence`, in our order: the latest `limit` of it. What is not sent, and
 * what could not be, is nothing that they see.
 */
export const findVisitorMessages = (conversationId: string, sequence: string, limit: number) =>
  rows<VisitorMessageRow>(
    `select * from (
       select ${messageColumns} from messages m
       where m.conversation_id = $1 and m.sequence > $2 and m.state in ('received', 'sent', 'delivered', 'read')
       order by m.sequence desc limit $3) latest
     order by sequence::bigint`,
    [conversationId, sequence, limit],
  );
