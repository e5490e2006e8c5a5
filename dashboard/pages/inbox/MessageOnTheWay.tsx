import { Group, Stack, Text } from '@mantine/core';
import classes from './Inbox.module.css';
import type { Outgoing } from './outgoing.ts';
import { useInboxTexts } from './texts.ts';

/** A message that was just written, before the API has it. */
export function MessageOnTheWay({ outgoing }: { outgoing: Outgoing }) {
  const t = useInboxTexts();
  const { template } = outgoing;
  return (
    <Stack gap={2} align="flex-end" opacity={0.7}>
      <div className={classes.bubble} data-author="agent">
        {outgoing.file_id && (
          <Text size="sm" fs="italic">
            {t('files.file')}
          </Text>
        )}
        {template
          ? t('thread.template', { text: `${template.name} (${template.language})` })
          : outgoing.content}
      </div>
      <Group gap={4}>
        <Text size="xs" c="dimmed">
          {t('messageStates.queued')}
        </Text>
      </Group>
    </Stack>
  );
}
