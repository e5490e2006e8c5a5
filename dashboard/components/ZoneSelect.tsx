import { Select, type ComboboxItem, type OptionsFilter, type SelectProps } from '@mantine/core';
import { useLanguage } from '../app/i18n/i18n.ts';
import { searchZones, zoneChoices } from '../app/time/zoneChoices.ts';

interface ZoneSelectProps extends Omit<SelectProps, 'data' | 'filter' | 'searchable'> {
  /** The zone that is chosen at first: browsers do not list every name that there is. */
  known: string;
}

const filter: OptionsFilter = ({ options, search }) => searchZones(options as ComboboxItem[], search);

/** A time zone, found by its city, its country, its offset or its IANA name. */
export function ZoneSelect({ known, ...props }: ZoneSelectProps) {
  const choices = zoneChoices(useLanguage());
  const isListed = choices.some(({ value }) => value === known);
  const data = isListed ? choices : [{ value: known, label: known }, ...choices];
  return <Select data={data} filter={filter} searchable {...props} />;
}
