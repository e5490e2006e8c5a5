import { invalidField } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { letPersonLead } from './letPersonLead.ts';
import { lockConversation } from './lockConversation.ts';
import { giveBack, oweTurn } from './turns/oweTurn.ts';

/** Nobody means to be reminded later. */
const longestSnoozeMs = 366 * 24 * 60 * 60_000;
/** A person is shown as typing for so long after they said so. */
const typingSeconds = 10;

const change = (id: string, assignment: string, parameters: unknown[] = []) =>
  rows(`update conversations set ${assignment}, updated_at = now() where id = $1 returning 1 as kept`, [
    id,
    ...parameters,
  ]);

/** Gives a conversation to a member of the project, or to nobody. @throws {Refusal} not_found; invalid for a stranger */
export const assignConversation = (projectId: string, id: string, userId: string | null): Promise<void> =>
  transaction(async () => {
    // Held first: whoever removes the member waits, and then finds what they were given.
    const member = await row(
      `select 1 as found from memberships where project_id = $1 and user_id = $2 for share`,
      [projectId, userId],
    );
    await lockConversation(projectId, id);
    if (userId && !member) throw invalidField('user_id', 'not_a_member');
    await change(id, 'assigned_to = $2', [userId]);
  });

/** Takes all conversations from somebody who is no member any more. */
export const unassignAll = (projectId: string, userId: string) =>
  rows(
    `update conversations set assigned_to = null where project_id = $1 and assigned_to = $2 returning 1 as kept`,
    [projectId, userId],
  );

/**
 * Puts a conversation off until an instant, or until the customer writes. Nothing need happen then: whoever reads it
 * compares. @throws {Refusal} not_found; invalid for a time that has passed, or is more than a year ahead
 */
export const snoozeConversation = (projectId: string, id: string, until: Date): Promise<void> =>
  transaction(async () => {
    await lockConversation(projectId, id);
    const aheadMs = until.getTime() - Date.now();
    if (aheadMs <= 0) throw invalidField('until', 'time_past');
    if (aheadMs > longestSnoozeMs) throw invalidField('until', 'snooze_too_long');
    await change(id, `state = 'snoozed', snoozed_until = $2`, [until]);
  });

/**
 * Closes a conversation, until the customer writes; or opens it, so that what was left unanswered is looked at.
 * @throws {Refusal} not_found
 */
export const setConversationState = (
  projectId: string,
  id: string,
  state: 'open' | 'closed',
): Promise<void> =>
  transaction(async () => {
    await lockConversation(projectId, id);
    await change(id, 'state = $2, snoozed_until = null', [state]);
    if (state === 'open') await oweTurn(id);
  });

/** Gives a conversation these tags instead of those it has. @throws {Refusal} not_found */
export const tagConversation = (projectId: string, id: string, tags: string[]): Promise<void> =>
  transaction(async () => {
    await lockConversation(projectId, id);
    await change(id, 'tags = $2::text[]', [[...new Set(tags)]]);
  });

/** What the assistant does in one conversation; `on`: what it does in the project. */
export type AssistantWish = 'on' | 'off' | 'suggest' | 'automatic';

/**
 * Says what the assistant does in a conversation. Whatever but `off` gives it back: a hand-over and a pause end. `on` in a
 * project whose assistant is off has it suggest. @throws {Refusal} not_found
 */
export const setAssistant = (projectId: string, id: string, wish: AssistantWish): Promise<void> =>
  transaction(async () => {
    await lockConversation(projectId, id);
    if (wish === 'off') {
      await change(id, `ai_mode = 'off'`);
      return;
    }
    const own = `case when $2 <> 'on' then $2
      when (select mode from assistant_settings s where s.project_id = conversations.project_id) = 'off' then 'suggest' end`;
    await change(id, `ai_mode = ${own}`, [wish]);
    await giveBack(id);
  });

/** Notes that a person of the shop is typing: others see it, and the assistant keeps quiet. @throws {Refusal} not_found */
export const noteTyping = (projectId: string, id: string, userId: string): Promise<void> =>
  transaction(async () => {
    await lockConversation(projectId, id);
    await letPersonLead(id, new Date());
    await rows(
      `update conversations set typing_by = $2, typing_until = clock_timestamp() + interval '${typingSeconds} seconds'
       where id = $1 returning 1 as kept`,
      [id, userId],
    );
  });
