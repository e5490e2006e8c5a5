import type { UpdateAssistantSettings } from '../../contracts/assistantSettings.ts';
import { transaction } from '../../db/connection.ts';
import { readAssistantSettings, type AssistantSettings } from '../../db/assistantSettings.ts';
import { row } from '../../db/query.ts';
import { answerWhatIsLeft, wakeWaiting } from '../inbox/turns/oweTurn.ts';
import { lockProject } from '../projects/lockProject.ts';

/**
 * Changes how a project's assistant works; what is left out stays as it is. Conversations that wait look again; and
 * where the assistant answers by itself from now on, those that nobody has answered.
 * @throws {Refusal} what `judge` throws, which is given the settings as they are before
 */
export async function saveSettings(
  projectId: string,
  changes: UpdateAssistantSettings,
  judge: (now: AssistantSettings) => void = () => undefined,
): Promise<void> {
  await transaction(async () => {
    await lockProject(projectId);
    const now = await readAssistantSettings(projectId);
    judge(now);
    const hours = changes.opening_hours === undefined ? now.openingHours : changes.opening_hours;
    await row(
      `insert into assistant_settings (project_id, mode, shop_profile, tone, opening_hours, away_message,
         pause_minutes, replies_in_a_row, replies_an_hour, tokens_a_day)
       values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10)
       on conflict (project_id) do update set mode = excluded.mode, shop_profile = excluded.shop_profile,
         tone = excluded.tone, opening_hours = excluded.opening_hours, away_message = excluded.away_message,
         pause_minutes = excluded.pause_minutes, replies_in_a_row = excluded.replies_in_a_row,
         replies_an_hour = excluded.replies_an_hour, tokens_a_day = excluded.tokens_a_day, updated_at = now(),
         hours_since = case when assistant_settings.opening_hours is distinct from excluded.opening_hours
           then now() else assistant_settings.hours_since end
       returning 1 as saved`,
      [
        ...[projectId, changes.mode ?? now.mode, changes.shop_profile ?? now.shopProfile],
        ...[
          changes.tone ?? now.tone,
          hours && JSON.stringify(hours),
          changes.away_message ?? now.awayMessage,
        ],
        ...[changes.pause_minutes ?? now.pauseMinutes, changes.replies_in_a_row ?? now.repliesInARow],
        ...[changes.replies_an_hour ?? now.repliesAnHour, changes.tokens_a_day ?? now.tokensADay],
      ],
    );
    if (changes.mode === 'automatic' && now.mode !== 'automatic') await answerWhatIsLeft(projectId);
    await wakeWaiting(projectId);
  });
}
