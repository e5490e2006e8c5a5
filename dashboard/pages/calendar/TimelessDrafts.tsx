import { Box, Group, Text } from '@mantine/core';
import { AnchorLink } from '../../components/links.tsx';
import { useTimelessDrafts } from './questions.ts';
import { useCalendarTexts } from './texts.ts';

/** Beside the calendar: the drafts that stand nowhere in it, for they have no time yet. */
export function TimelessDrafts() {
  const t = useCalendarTexts();
  const drafts = useTimelessDrafts();
  if (drafts.length === 0) return null;
  return (
    <Group component="section" aria-label={t('timeless')} gap="xs" align="baseline">
      <Text size="sm" c="dimmed">
        {t('timeless')}
      </Text>
      {drafts.map(({ id, caption }) => (
        <Box
          key={id}
          maw={260}
          style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          <AnchorLink to="/dashboard/posts/$postId" params={{ postId: String(id) }} size="sm">
            {caption.trim() || t('noText')}
          </AnchorLink>
        </Box>
      ))}
    </Group>
  );
}
