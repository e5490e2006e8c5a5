import { ActionIcon, Group, Kbd, Popover, Stack, Text } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useInboxTexts } from './texts.ts';

const shortcuts = [
  ['Alt + ↑ ↓', 'walk'],
  ['Alt + S', 'search'],
  ['Alt + R', 'reply'],
  ['Ctrl / ⌘ + Enter', 'send'],
] as const;

/** The keys of the inbox, for those who would use them. */
export function ShortcutHelp() {
  const t = useInboxTexts();
  return (
    <Popover width={280} position="bottom-end" trapFocus returnFocus withArrow shadow="md">
      <Popover.Target>
        <ActionIcon variant="default" visibleFrom="sm" aria-label={t('keys.title')}>
          <IconKeyboard size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('keys.title')}>
        <Stack gap="xs">
          {shortcuts.map(([keys, name]) => (
            <Group key={name} justify="space-between" gap="sm" wrap="nowrap">
              <Text size="sm">{t(`keys.${name}`)}</Text>
              <Kbd>{keys}</Kbd>
            </Group>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
