import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { IconMessagePlus, IconMoodEmpty, IconSettings } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { ConversationFilters } from './ConversationFilters.tsx';
import { ConversationSummary } from './ConversationSummary.tsx';
import classes from './Inbox.module.css';
import { conversationsQuery } from './questions.ts';
import type { InboxFilter } from './search.ts';
import { useInboxTexts } from './texts.ts';
import { keyPlaces } from './useInboxKeys.ts';
import { useOpened } from './useOpened.ts';
import { withOpen } from './withOpen.ts';

interface ConversationPaneProps {
  filter: InboxFilter;
  open: string | undefined;
  choose: (filter: InboxFilter) => void;
}

/** The first pane: which conversations there are, and which of them are shown. */
export function ConversationPane({ filter, open, choose }: ConversationPaneProps) {
  const t = useInboxTexts();
  return (
    <section className={`${classes.pane} ${classes.list}`} aria-label={t('list.label')}>
      <div className={classes.head}>
        <Group wrap="nowrap" align="flex-start">
          <Box flex={1}>
            <PageHeader title={t('title')} />
          </Box>
          <ButtonLink
            to="/dashboard/inbox-settings"
            variant="subtle"
            size="xs"
            leftSection={<IconSettings size={16} aria-hidden />}
          >
            {t('settings')}
          </ButtonLink>
        </Group>
        <ConversationFilters filter={filter} choose={choose} />
      </div>
      <div className={classes.scroll}>
        <Conversations filter={filter} open={open} choose={choose} />
      </div>
    </section>
  );
}

function Conversations({ filter, open, choose }: ConversationPaneProps) {
  const t = useInboxTexts();
  const app = useAppTexts();
  const { id: projectId } = useProject();
  const found = useInfiniteQuery({
    ...conversationsQuery(projectId, filter),
    placeholderData: keepPreviousData,
  });
  const opened = useOpened(found.data?.pages, filter, open);
  if (found.isPending)
    return (
      <Stack p="md">
        <ListSkeleton rows={6} />
      </Stack>
    );
  if (!found.data)
    return (
      <Stack p="md">
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      </Stack>
    );
  // One that was written to while older ones were read may be on two pages.
  const known = new Map(
    found.data.pages.flatMap(({ conversations }) => conversations).map((each) => [each.id, each]),
  );
  const conversations = withOpen([...known.values()], opened);
  if (conversations.length === 0) return <Nothing filter={filter} choose={choose} />;
  return (
    <>
      <Text size="xs" c="dimmed" px="md" pt="sm" role="status">
        {t('list.found', { count: Math.max(found.data.pages[0]?.total ?? 0, conversations.length) })}
      </Text>
      <ul
        className={classes.rows}
        data-inbox={keyPlaces.list}
        aria-label={t('list.label')}
        onKeyDown={walkByArrows}
      >
        {conversations.map((conversation) => (
          <li key={conversation.id}>
            <Link
              to="/dashboard/inbox"
              search={{ ...filter, conversation: conversation.id }}
              className={classes.row ?? ''}
              activeProps={{}}
              {...(conversation.id === open && { 'aria-current': 'true' as const })}
            >
              <ConversationSummary conversation={conversation} />
            </Link>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Group justify="center" p="md">
          <Button
            variant="default"
            size="xs"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {app('actions.more')}
          </Button>
        </Group>
      )}
    </>
  );
}

function Nothing({ filter, choose }: Pick<ConversationPaneProps, 'filter' | 'choose'>) {
  const t = useInboxTexts();
  return Object.keys(filter).length > 0 ? (
    <EmptyState icon={IconMoodEmpty} title={t('list.none')} text={t('list.noneText')}>
      <Button variant="default" size="xs" onClick={() => choose({})}>
        {t('filters.clear')}
      </Button>
    </EmptyState>
  ) : (
    <EmptyState icon={IconMessagePlus} title={t('list.empty')} text={t('list.emptyText')}>
      <ButtonLink to="/dashboard/accounts" variant="default" size="xs">
        {t('list.connect')}
      </ButtonLink>
      <ButtonLink to="/dashboard/inbox-settings" search={{ section: 'widget' }} variant="default" size="xs">
        {t('list.widget')}
      </ButtonLink>
    </EmptyState>
  );
}

/** Up and down go from row to row; Enter opens, as links do. */
function walkByArrows(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const place = links.findIndex((link) => link === document.activeElement);
  links[place + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  event.preventDefault();
}
