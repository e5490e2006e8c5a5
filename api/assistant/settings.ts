import type { z } from 'zod';
import { saveSettings } from '../../commands/assistant/saveSettings.ts';
import { AssistantSettingsAnswer, UpdateAssistantSettings } from '../../contracts/assistantSettings.ts';
import { readAssistantSettings, type AssistantSettings } from '../../db/assistantSettings.ts';
import { endpoint, ok } from '../endpoint.ts';
import { needVersion, versionOf } from '../versions.ts';

const path = '/api/assistant/settings';
const tag = 'Assistant';

export const settings = endpoint({
  method: 'GET',
  path,
  summary: 'How the assistant answers customers',
  tag,
  access: 'viewer',
  answers: { 200: AssistantSettingsAnswer },
  async handle({ project }) {
    return ok(await present(project.id));
  },
});

export const changeSettings = endpoint({
  method: 'PUT',
  path,
  summary: 'Change how the assistant answers customers; what is left out stays as it is',
  tag,
  access: 'editor',
  body: UpdateAssistantSettings,
  answers: { 200: AssistantSettingsAnswer },
  async handle({ body, project }) {
    await saveSettings(project.id, body, (now) => needVersion(body.version, settingsOf(now)));
    return ok(await present(project.id));
  },
});

async function present(projectId: string): Promise<z.input<typeof AssistantSettingsAnswer>> {
  const found = settingsOf(await readAssistantSettings(projectId));
  return { ...found, version: versionOf(found) };
}

function settingsOf(found: AssistantSettings) {
  return {
    mode: found.mode,
    shop_profile: found.shopProfile,
    tone: found.tone,
    opening_hours: found.openingHours,
    away_message: found.awayMessage,
    pause_minutes: found.pauseMinutes,
    replies_in_a_row: found.repliesInARow,
    replies_an_hour: found.repliesAnHour,
    tokens_a_day: found.tokensADay,
  };
}
