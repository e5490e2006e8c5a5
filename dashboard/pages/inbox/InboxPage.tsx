import { IconMessages } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ContactPane } from './ContactPane.tsx';
import { ConversationPane } from './ConversationPane.tsx';
import classes from './Inbox.module.css';
import { filterOf, type InboxFilter } from './search.ts';
import { useInboxTexts } from './texts.ts';
import { ThreadPane } from './ThreadPane.tsx';
import { useInboxKeys } from './useInboxKeys.ts';

const route = getRouteApi('/shell/dashboard/inbox');

/** /dashboard/inbox: conversations, the thread of one, and who it is with; the address says which. */
export function InboxPage() {
  const t = useInboxTexts();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { conversation, pane } = search;
  const filter = filterOf(search);
  const choose = (next: InboxFilter) =>
    void navigate({
      to: '/dashboard/inbox',
      search: { ...next, ...(conversation && { conversation }) },
      replace: true,
    });
  useInboxKeys();
  return (
    <div
      className={classes.panes}
      data-shown={conversation ? (pane ?? 'thread') : 'list'}
      data-opened={conversation ? '' : undefined}
    >
      <ConversationPane filter={filter} open={conversation} choose={choose} />
      {conversation ? (
        <>
          <ThreadPane key={`thread ${conversation}`} id={conversation} filter={filter} />
          <ContactPane
            key={`contact ${conversation}`}
            id={conversation}
            filter={filter}
            isAsked={pane === 'contact'}
          />
        </>
      ) : (
        <section className={`${classes.pane} ${classes.thread}`} aria-label={t('thread.label')}>
          <EmptyState icon={IconMessages} title={t('thread.none')} text={t('thread.noneText')} />
        </section>
      )}
    </div>
  );
}
