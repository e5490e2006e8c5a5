import { Box, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { AnchorLink } from '../../components/links.tsx';
import { useTimelessDrafts } from './questions.ts';
import { useCalendarTexts } from './texts.ts';

/** So many leave room for the calendar. */
const shownAtFirst = 12;

/** Beside the calendar: the drafts that stand nowhere in it, for they have no time yet. */
export function TimelessDrafts() {
  const t = useCalendarTexts();
  const drafts = useTimelessDrafts();
  const [showsAll, { open: showAll }] = useDisclosure(false);
  if (drafts.length === 0) return null;
  const shown = showsAll ? drafts : drafts.slice(0, shownAtFirst);
  return (
    <Group component="section" aria-label={t('timeless')} gap="xs" align="baseline">
      <Text size="sm" c="dimmed">
        {t('timeless')}
      </Text>
      <Group
        component="ul"
        gap="xs"
        align="baseline"
        flex="1 1 260px"
        p={0}
        m={0}
        style={{ listStyle: 'none' }}
      >
        {shown.map(({ id, caption }) => (
          <Box
            key={id}
            component="li"
            maw={260}
            style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
          >
            <AnchorLink to="/dashboard/posts/$postId" params={{ postId: String(id) }} size="sm">
              {caption.trim() || t('noText')}
            </AnchorLink>
          </Box>
        ))}
        {shown.length < drafts.length && (
          <li>
            <Button size="compact-xs" variant="subtle" onClick={showAll}>
              {t('timelessMore', { count: drafts.length - shown.length })}
            </Button>
          </li>
        )}
      </Group>
    </Group>
  );
}
