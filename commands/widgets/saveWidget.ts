import type { z } from 'zod';
import { languages } from '../../contracts/languages.ts';
import type { CreateWidget, UpdateWidget } from '../../contracts/widgets.ts';
import { notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import type { Vault } from '../../db/vault.ts';
import { findWidgetOf, type WidgetRow } from '../../db/widgets.ts';
import { newSecret } from '../secrets.ts';

type WidgetFields = z.output<typeof CreateWidget>;

/** Writes a widget; returns its id. */
export async function createWidget(projectId: string, fields: WidgetFields): Promise<string> {
  const made = await row<{ id: string }>(
    `insert into widgets (project_id, name, primary_color, logo_url, welcome_message, texts, allowed_origins,
       opening_hours, enabled)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::text[], $8::jsonb, $9) returning id`,
    [projectId, ...valuesOf(fields)],
  );
  return made?.id ?? '';
}

/** Changes what is given of a widget. @throws {Refusal} not_found */
export async function updateWidget(
  projectId: string,
  id: string,
  changes: z.output<typeof UpdateWidget>,
): Promise<void> {
  await transaction(async () => {
    const present = await findWidgetOf(projectId, id, { lock: true });
    if (!present) throw notFound('widget');
    await rows(
      `update widgets set name = $2, primary_color = $3, logo_url = $4, welcome_message = $5, texts = $6::jsonb,
         allowed_origins = $7::text[], opening_hours = $8::jsonb, enabled = $9, updated_at = now()
       where id = $1 returning 1 as kept`,
      [id, ...valuesOf({ ...fieldsOf(present), ...changes })],
    );
  });
}

/** Removes a widget: no page can chat by it any more. Its conversations stay. @throws {Refusal} not_found */
export async function deleteWidget(projectId: string, id: string): Promise<void> {
  const removed = await row(`delete from widgets where project_id = $1 and id = $2 returning 1 as removed`, [
    projectId,
    id,
  ]);
  if (!removed) throw notFound('widget');
}

/** What a widget's sealed secret is bound to. */
export const widgetSecretIdentity = (id: string) => `widget:${id}:webhook`;

/** Gives a widget's webhook a new secret, and returns it; it is kept sealed. @throws {Refusal} not_found */
export async function renewWebhookSecret(vault: Vault, projectId: string, id: string): Promise<string> {
  const secret = newSecret();
  const kept = await row(
    `update widgets set webhook_secret_encrypted = $3, updated_at = now()
     where project_id = $1 and id = $2 returning 1 as kept`,
    [projectId, id, vault.seal(secret, widgetSecretIdentity(id))],
  );
  if (!kept) throw notFound('widget');
  return secret;
}

const valuesOf = (fields: WidgetFields) => [
  fields.name,
  fields.primary_color,
  fields.logo_url,
  fields.welcome_message,
  JSON.stringify({ languages: [...new Set(fields.languages)], welcomeMessages: fields.welcome_messages }),
  [...new Set(fields.allowed_origins)],
  fields.opening_hours && JSON.stringify(fields.opening_hours),
  fields.enabled,
];

/** A widget's row in the words of the API. */
export const fieldsOf = (widget: WidgetRow): WidgetFields => ({
  name: widget.name,
  primary_color: widget.primaryColor,
  logo_url: widget.logoUrl,
  welcome_message: widget.welcomeMessage,
  welcome_messages: widget.texts.welcomeMessages ?? {},
  languages: widget.texts.languages ?? [...languages],
  allowed_origins: widget.allowedOrigins,
  opening_hours: widget.openingHours,
  enabled: widget.enabled,
});
