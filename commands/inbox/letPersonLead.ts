import { rows } from '../../db/query.ts';

/**
 * Notes that a person of the shop wrote, or writes, to a customer: the assistant keeps quiet for a while. The pause counts
 * from when they did: who answered yesterday does not silence the assistant today.
 */
export const letPersonLead = (conversationId: string, at: Date) =>
  rows(
    `update conversations c set
       ai_paused_until = greatest(c.ai_paused_until, $2::timestamptz + make_interval(mins => coalesce(
         (select pause_minutes from assistant_settings s where s.project_id = c.project_id), 30)))
     where c.id = $1 returning 1 as kept`,
    [conversationId, at],
  );
