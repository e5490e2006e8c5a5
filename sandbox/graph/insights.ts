import { Refused } from '../social/refused.ts';

/** The names of a parameter `metric`. @throws {Refused} when there is none. */
export function namesOfMetrics(text: string | null | undefined): string[] {
  const names = (text ?? '').split(',').filter(Boolean);
  if (names.length === 0) {
    throw new Refused('invalid_parameter', 'No metric was specified to be fetched.');
  }
  return names;
}

/** What every insight says of itself beside its values. */
export const describeInsight = (name: string, period: string, objectId: string) => ({
  ...{ name, period, title: name.replaceAll('_', ' '), description: '' },
  id: `${objectId}/insights/${name}/${period}`,
});
