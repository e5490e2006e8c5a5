import type { Language } from '../contracts/languages.ts';
import type { HandoverReason } from '../contracts/turn.ts';
import { row, rows } from './query.ts';

/** Who is told that a conversation needs a person: who has it, else everybody of the project who may answer. */
export const findTeam = (projectId: string, assignedTo: string | null) =>
  rows<{ email: string; locale: Language }>(
    `with team as (
       select u.id, u.email, u.locale, u.number from memberships m
       join projects p on p.id = m.project_id and p.deleted_at is null
       join users u on u.id = m.user_id and u.is_active
       where m.project_id = $1 and m.role in ('owner', 'editor'))
     select email, locale from team
     where id = $2 or not exists (select from team where id = $2) order by number`,
    [projectId, assignedTo],
  );

/** What the mail about a conversation that was handed over says. */
export interface Handover {
  channel: 'instagram' | 'whatsapp' | 'widget';
  customerName: string | null;
  projectName: string;
  reason: HandoverReason;
  /** How many of the project's conversations wait for a person for the same reason: this one, and others. */
  waiting: number;
}

/** The hand-over of a conversation; undefined once it was given back. */
export const readHandover = (conversationId: string) =>
  row<Handover>(
    `select c.channel, k.name as "customerName", p.name as "projectName", c.handover_reason as reason,
       (select count(*)::int from conversations o where o.project_id = c.project_id and o.handed_over_at is not null
          and o.handover_reason = c.handover_reason) as waiting
     from conversations c join contacts k on k.id = c.contact_id
     join projects p on p.id = c.project_id and p.deleted_at is null
     where c.id = $1 and c.handed_over_at is not null`,
    [conversationId],
  );

/** Why the assistant suggests nothing to what a customer wrote last; no other reason stops it in every conversation. */
export interface Silence {
  projectName: string;
  reason: 'budget_spent' | 'assistant_unavailable';
}

/** Where nothing was kept of its last call, it could not be asked. Undefined once the conversation is gone. */
export const readSilence = (conversationId: string) =>
  row<Silence>(
    `select p.name as "projectName", case when latest.reason = 'budget_spent' then 'budget_spent'
       else 'assistant_unavailable' end as reason
     from conversations c join projects p on p.id = c.project_id and p.deleted_at is null
     left join lateral (select a.reason from assistant_calls a
       where a.conversation_id = c.id and a.purpose = 'reply' order by a.created_at desc limit 1) latest on true
     where c.id = $1`,
    [conversationId],
  );
