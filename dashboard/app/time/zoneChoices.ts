/** A time zone to choose: its IANA name, and how people know it: `Kolkata, Inde (UTC+5:30)`. */
interface ZoneChoice {
  value: string;
  label: string;
}

/** Cities that browsers still know by what they were called once. */
const cityNow: Record<string, string> = {
  Calcutta: 'Kolkata',
  Godthab: 'Nuuk',
  Katmandu: 'Kathmandu',
  Kiev: 'Kyiv',
  Rangoon: 'Yangon',
  Saigon: 'Ho Chi Minh',
};

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const made = new Map<string, ZoneChoice[]>();

/** All zones by city, with country and present offset, in the order of a language; made once, for it takes a while. */
export function zoneChoices(language: string): ZoneChoice[] {
  const known = made.get(language);
  if (known) return known;
  const countries = countriesOfZones(language);
  const choices = ['UTC', ...Intl.supportedValuesOf('timeZone')]
    .map((zone) => ({ value: zone, label: labelOf(zone, language, countries.get(zone)) }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
  made.set(language, choices);
  return choices;
}

function labelOf(zone: string, language: string, country: string | undefined): string {
  if (zone === 'UTC') return zone;
  const last = zone.split('/').at(-1) ?? zone;
  const place = [(cityNow[last] ?? last).replaceAll('_', ' '), country].filter(Boolean).join(', ');
  const parts = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    timeZoneName: 'shortOffset',
  }).formatToParts();
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${place} (${offset.replace('GMT', 'UTC')})`;
}

/** The country of each zone, where the browser can tell. */
function countriesOfZones(language: string): Map<string, string> {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const countries = new Map<string, string>();
  for (const code of letters.flatMap((one) => letters.map((other) => one + other))) {
    const name = names.of(code);
    if (!name) continue;
    const locale: Intl.Locale & { getTimeZones?: () => string[] } = new Intl.Locale(`und-${code}`);
    // What a country was called once is read as what it is now.
    if (locale.region === code) for (const zone of locale.getTimeZones?.() ?? []) countries.set(zone, name);
  }
  return countries;
}

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('_', ' ').replaceAll('−', '-').toLowerCase();

/** The choices that have all words of a search, in what they are called now, or once: case and accents do not matter. */
export function searchZones(choices: ZoneChoice[], search: string): ZoneChoice[] {
  const words = plain(search).split(/\s+/);
  return choices.filter(({ value, label }) => {
    const text = plain(`${label} ${value}`);
    return words.every((word) => text.includes(word));
  });
}
