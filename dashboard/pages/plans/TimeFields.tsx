import { Chip, Group, Input, SegmentedControl, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import { DateField, TimeField } from '../../components/dateFields.tsx';
import { ZoneSelect } from '../../components/ZoneSelect.tsx';
import { usualRuleNames, usualRules, weekdays } from './cadence.ts';
import type { PartProps } from './partProps.ts';
import { usePlansTexts } from './texts.ts';

const frequencies = ['daily', 'weekly', 'monthly', 'rrule'] as const;

/** When a plan publishes: on which days, at which time, from when until when. */
export function TimeFields(parts: PartProps) {
  const t = usePlansTexts();
  const { draft, change, errors } = parts;
  return (
    <Stack gap="md">
      <Input.Wrapper label={t('form.frequency')} error={errors.frequency} labelElement="div" size="md">
        <SegmentedControl
          mt={4}
          fullWidth
          aria-label={t('form.frequency')}
          value={draft.frequency}
          onChange={(frequency) => change({ frequency })}
          data={frequencies.map((value) => ({ value, label: t(`form.${value}`) }))}
        />
      </Input.Wrapper>
      <DayFields {...parts} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TimeField
          label={t('form.time')}
          error={errors.time_of_day}
          value={draft.time}
          onChange={(time) => change({ time })}
        />
        <ZoneSelect
          label={t('form.zone')}
          known={draft.zone}
          error={errors.timezone}
          value={draft.zone}
          onChange={(zone) => zone !== null && change({ zone })}
        />
        <DateField
          label={t('form.from')}
          error={errors.start_date}
          value={draft.from}
          onChange={(from) => change({ from })}
        />
        <DateField
          label={t('form.until')}
          min={draft.from}
          clearable
          error={errors.end_date}
          value={draft.until}
          onChange={(until) => change({ until })}
        />
      </SimpleGrid>
    </Stack>
  );
}

/** On which days, as the frequency asks. */
function DayFields({ draft, change, errors }: PartProps) {
  const t = usePlansTexts();
  const format = useFormat();
  if (draft.frequency === 'daily') return null;
  if (draft.frequency === 'monthly')
    return (
      <Select
        label={t('form.day')}
        description={Number(draft.day) > 28 ? t('form.dayHint') : undefined}
        data={[
          ...Array.from({ length: 31 }, (_, index) => ({
            value: String(index + 1),
            label: String(index + 1),
          })),
          { value: 'last', label: t('form.lastDay') },
        ]}
        error={errors.day_of_month}
        value={draft.day}
        onChange={(day) => day !== null && change({ day })}
      />
    );
  if (draft.frequency === 'rrule')
    return (
      <Stack gap="xs">
        <Group gap="xs" role="group" aria-label={t('form.usual')}>
          {usualRuleNames.map((name) => (
            <Chip
              key={name}
              radius="md"
              variant="outline"
              checked={draft.rule === usualRules[name]}
              onChange={() => change({ rule: usualRules[name] })}
            >
              {t(`form.usualRules.${name}`)}
            </Chip>
          ))}
        </Group>
        <TextInput
          label={t('form.rule')}
          description={t('form.ruleHint')}
          maxLength={500}
          spellCheck={false}
          error={errors.rrule}
          value={draft.rule}
          onChange={({ currentTarget }) => change({ rule: currentTarget.value })}
        />
      </Stack>
    );
  const inOrder = (days: string[]) => weekdays.map(({ name }) => name).filter((name) => days.includes(name));
  return (
    <Input.Wrapper label={t('form.days')} error={errors.days_of_week} labelElement="div" size="md">
      <Chip.Group multiple value={draft.days} onChange={(days) => change({ days: inOrder(days) })}>
        <Group gap="xs" my={4} role="group" aria-label={t('form.days')}>
          {weekdays.map(({ name, example }) => (
            <Chip
              key={name}
              value={name}
              radius="md"
              variant="outline"
              aria-invalid={errors.days_of_week ? true : undefined}
            >
              {format.weekdayName(example, { zone: 'UTC' })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
