import { expect, test } from '@jest/globals';
import { searchZones, zoneChoices } from './zoneChoices.ts';

test.each([
  ['fr', 'inde', 'Asia/Calcutta', 'Kolkata, Inde (UTC+5:30)'],
  ['fr', 'Calcutta', 'Asia/Calcutta', 'Kolkata, Inde (UTC+5:30)'],
  ['en', 'new york', 'America/New_York', expect.stringMatching(/^New York, United States \(UTC-[45]\)$/)],
  [
    'fr',
    'etats new_york',
    'America/New_York',
    expect.stringMatching(/^New York, États-Unis \(UTC[−-][45]\)$/),
  ],
  ['fr', 'Europe/Paris', 'Europe/Paris', expect.stringMatching(/^Paris, France \(UTC\+[12]\)$/)],
  ['en', 'utc+5:30', 'Asia/Calcutta', expect.any(String)],
  ['en', 'kyiv', 'Europe/Kiev', expect.stringContaining('Ukraine')],
  ['fr', 'utc', 'UTC', 'UTC'],
])('in %s, %s finds %s', (language, search, value, label) => {
  expect(searchZones(zoneChoices(language), search)).toContainEqual({ value, label });
});
