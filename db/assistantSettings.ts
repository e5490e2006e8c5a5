import type { OpeningHours } from '../contracts/openingHours.ts';
import { row } from './query.ts';

/** How a project's assistant works. */
export interface AssistantSettings {
  mode: 'off' | 'suggest' | 'automatic';
  shopProfile: string;
  tone: string;
  openingHours: OpeningHours | null;
  awayMessage: string;
  /** How long it keeps quiet after a person of the shop wrote. */
  pauseMinutes: number;
  repliesInARow: number;
  repliesAnHour: number;
  tokensADay: number;
}

/** The settings of a project; those that everybody begins with where it has changed none. */
export async function readAssistantSettings(projectId: string): Promise<AssistantSettings> {
  const found = await row<AssistantSettings>(
    `select coalesce(s.mode, d.mode) as mode, coalesce(s.shop_profile, '') as "shopProfile",
       coalesce(s.tone, '') as tone, s.opening_hours as "openingHours", coalesce(s.away_message, '') as "awayMessage",
       coalesce(s.pause_minutes, d.pause_minutes) as "pauseMinutes",
       coalesce(s.replies_in_a_row, d.replies_in_a_row) as "repliesInARow",
       coalesce(s.replies_an_hour, d.replies_an_hour) as "repliesAnHour",
       coalesce(s.tokens_a_day, d.tokens_a_day) as "tokensADay"
     from (select 'suggest' as mode, 30 as pause_minutes, 5 as replies_in_a_row, 20 as replies_an_hour,
       500000 as tokens_a_day) d
     left join assistant_settings s on s.project_id = $1`,
    [projectId],
  );
  if (!found) throw new Error('the settings of a project are always there');
  return found;
}
