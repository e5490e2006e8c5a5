import {
  ActionIcon,
  Button,
  Chip,
  CloseButton,
  Group,
  Indicator,
  NativeSelect,
  Popover,
  Stack,
  TextInput,
} from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useProject } from '../../app/projects/projects.ts';
import { platformName } from '../../components/PlatformIcon.tsx';
import { membersQuery } from './questions.ts';
import { channels, conversationStates, type InboxFilter } from './search.ts';
import { ShortcutHelp } from './ShortcutHelp.tsx';
import { useInboxTexts } from './texts.ts';
import { keyPlaces } from './useInboxKeys.ts';

interface FiltersProps {
  filter: InboxFilter;
  choose: (filter: InboxFilter) => void;
}

/** The filter with a member changed; without those that say nothing. */
const withChange = (filter: InboxFilter, change: Record<string, unknown>): InboxFilter =>
  Object.fromEntries(
    Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value !== ''),
  );

/** Which conversations are listed: by words, by what is left to do, and by the rest in a box of its own. */
export function ConversationFilters({ filter, choose }: FiltersProps) {
  const t = useInboxTexts();
  const [words, setWords] = useState(filter.search ?? '');
  const [known, setKnown] = useState(filter.search);
  if (known !== filter.search) {
    setKnown(filter.search);
    // Somebody took the filters away elsewhere.
    if (filter.search === undefined) setWords('');
  }
  const search = useDebouncedCallback((text: string) => choose(withChange(filter, { search: text })), 300);
  const write = (text: string) => {
    setWords(text);
    search(text.trim());
  };
  const toggle = (member: 'unread' | 'waiting') =>
    choose(withChange(filter, { [member]: filter[member] ? undefined : true }));
  return (
    <Stack gap="xs">
      <Group gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          size="sm"
          type="search"
          data-inbox={keyPlaces.search}
          aria-label={t('filters.search')}
          placeholder={t('keys.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={
            words !== '' && (
              <CloseButton size="sm" aria-label={t('filters.clear')} onClick={() => write('')} />
            )
          }
          value={words}
          onChange={({ currentTarget }) => write(currentTarget.value)}
        />
        <MoreFilters filter={filter} choose={choose} />
        <ShortcutHelp />
      </Group>
      <Group gap={6} role="group" aria-label={t('filters.quick')}>
        <Chip size="xs" checked={filter.waiting === true} onChange={() => toggle('waiting')}>
          {t('answers.waiting')}
        </Chip>
        <Chip size="xs" checked={filter.unread === true} onChange={() => toggle('unread')}>
          {t('filters.unread')}
        </Chip>
        <Chip
          size="xs"
          checked={filter.assigned === 'me'}
          onChange={() =>
            choose(withChange(filter, { assigned: filter.assigned === 'me' ? undefined : 'me' }))
          }
        >
          {t('filters.mine')}
        </Chip>
      </Group>
    </Stack>
  );
}

function MoreFilters({ filter, choose }: FiltersProps) {
  const t = useInboxTexts();
  const { id: projectId } = useProject();
  const members = useQuery(membersQuery(projectId));
  const change = (member: string, value: string, without: string) =>
    choose(withChange(filter, { [member]: value === without ? undefined : value }));
  const { state = 'open', channel = 'all', assigned = '', tag = '' } = filter;
  const isUsed = Boolean(filter.state ?? filter.channel ?? filter.tag ?? filter.assigned);
  return (
    <Popover width={260} position="bottom-end" trapFocus withArrow shadow="md">
      <Indicator disabled={!isUsed} offset={6}>
        <Popover.Target>
          <ActionIcon variant="default" aria-label={t('filters.more')}>
            <IconAdjustmentsHorizontal size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('filters.more')}>
        <Stack gap="sm">
          <NativeSelect
            size="sm"
            label={t('filters.state')}
            value={state}
            data={conversationStates.map((value) => ({ value, label: t(`states.${value}`) }))}
            onChange={({ currentTarget }) => change('state', currentTarget.value, 'open')}
          />
          <NativeSelect
            size="sm"
            label={t('filters.channel')}
            value={channel}
            data={[
              { value: 'all', label: t('filters.allChannels') },
              ...channels.map((value) => ({
                value,
                label: value === 'widget' ? t('channels.widget') : platformName(value),
              })),
            ]}
            onChange={({ currentTarget }) => change('channel', currentTarget.value, 'all')}
          />
          <NativeSelect
            size="sm"
            label={t('filters.assigned')}
            value={assigned}
            data={[
              { value: '', label: t('filters.anybody') },
              { value: 'me', label: t('filters.me') },
              { value: 'nobody', label: t('contact.nobody') },
              ...(members.data ?? []).map(({ user_id: value, name: label }) => ({ value, label })),
            ]}
            onChange={({ currentTarget }) => change('assigned', currentTarget.value, '')}
          />
          <TextInput
            key={tag}
            size="sm"
            label={t('filters.tag')}
            defaultValue={tag}
            onBlur={({ currentTarget }) => change('tag', currentTarget.value.trim(), '')}
            onKeyDown={({ key, currentTarget }) => {
              if (key === 'Enter') change('tag', currentTarget.value.trim(), '');
            }}
          />
          <Button size="xs" variant="default" disabled={!isUsed} onClick={() => choose({})}>
            {t('filters.clear')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
