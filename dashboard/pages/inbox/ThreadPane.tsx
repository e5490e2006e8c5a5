import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../app/client/api.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import classes from './Inbox.module.css';
import { Messages } from './Messages.tsx';
import { conversationPath, detailQuery } from './questions.ts';
import { ReplyArea } from './ReplyArea.tsx';
import type { InboxFilter } from './search.ts';
import { useInboxTexts } from './texts.ts';
import { ThreadHeader } from './ThreadHeader.tsx';

interface ThreadPaneProps {
  id: string;
  filter: InboxFilter;
}

/** The pane in the middle: what was written, who answers, and the answer. */
export function ThreadPane({ id, filter }: ThreadPaneProps) {
  const t = useInboxTexts();
  const { id: projectId } = useProject();
  const detail = useQuery(detailQuery(projectId, id));
  useReading(id, detail.data?.unread_count ?? 0);
  return (
    <section className={`${classes.pane} ${classes.thread}`} aria-label={t('thread.label')}>
      {detail.isPending ? (
        <Stack p="md">
          <ListSkeleton rows={5} />
        </Stack>
      ) : !detail.data ? (
        <Stack p="md">
          <ErrorState error={detail.error} retry={() => void detail.refetch()} />
          <ButtonLink to="/dashboard/inbox" search={filter} variant="default" hiddenFrom="md">
            {t('thread.back')}
          </ButtonLink>
        </Stack>
      ) : (
        <>
          <ThreadHeader conversation={detail.data} filter={filter} />
          <Messages conversation={detail.data} />
          <ReplyArea conversation={detail.data} />
        </>
      )}
    </section>
  );
}

/** What somebody has before their eyes is read; what comes while they look elsewhere is not. */
function useReading(id: string, unread: number): void {
  const mayEdit = useMay('editor');
  const refresh = useRefresh();
  useEffect(() => {
    if (!mayEdit || unread === 0) return undefined;
    const read = () => {
      if (document.visibilityState !== 'visible') return;
      // That it stays unread is no reason to disturb anybody: it is tried again with the next message.
      void api
        .patch(`${conversationPath(id)}/read`)
        .then(() => refresh('conversations'))
        .catch(() => undefined);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [id, unread, mayEdit, refresh]);
}
