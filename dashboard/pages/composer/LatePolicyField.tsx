import { Fieldset, Group, NativeSelect, Text } from '@mantine/core';
import type { Draft } from './draft.ts';
import { useComposerTexts } from './texts.ts';

type Policy = Draft['latePolicy'];

const durations = [15, 60, 360, 1440, 10_080] as const;
const actions = ['publish', 'skip', 'ask'] as const;
type Action = (typeof actions)[number];

interface LatePolicyFieldProps {
  policy: Policy;
  change: (policy: Policy) => void;
}

/** What happens to a post that is late, as a sentence that one completes. */
export function LatePolicyField({ policy, change }: LatePolicyFieldProps) {
  const t = useComposerTexts();
  const minutes = policy.minutes ?? 360;
  const duration = (value: number) => {
    const known = durations.find((each) => each === value);
    return known ? t(`when.duration.m${known}`) : `${value} min`;
  };
  const choices = [...new Set([...durations, minutes])].sort((one, other) => one - other);
  return (
    <Fieldset legend={t('when.late')} radius="md">
      <Text size="sm" c="dimmed" mb="xs">
        {t('when.lateHint')}
      </Text>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={t('when.minutes')}
          value={String(minutes)}
          onChange={({ currentTarget }) => change({ ...policy, minutes: Number(currentTarget.value) })}
          data={choices.map((value) => ({ value: String(value), label: duration(value) }))}
        />
        <NativeSelect
          flex="1 1 200px"
          label={t('when.action')}
          value={policy.action}
          onChange={({ currentTarget }) => change({ ...policy, action: currentTarget.value as Action })}
          data={actions.map((value) => ({ value, label: t(`when.${value}`) }))}
        />
      </Group>
      <Text size="sm" mt="sm" role="status">
        {t('when.sentence', { time: duration(minutes), action: t(`when.outcomes.${policy.action}`) })}
      </Text>
    </Fieldset>
  );
}
