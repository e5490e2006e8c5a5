import { Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { waitingQuery } from '../../app/shell/waiting.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { AnchorLink } from '../../components/links.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { Lines } from './Lines.tsx';
import { AccountNeed, ConversationsNeed, ImagesNeed, PostNeed } from './needs.tsx';
import { forecastQuery, troubledQuery, unreviewedQuery } from './questions.ts';
import { useHomeTexts } from './texts.ts';

/** Everything that waits for a person, the most pressing first; that there is nothing is said, too. */
export function NeedsYou() {
  const t = useHomeTexts();
  const { id } = useProject();
  const language = useLanguage();
  const mayEdit = useMay('editor');
  const asking = useQuery(troubledQuery(id, 'needs_attention', language));
  const failed = useQuery(troubledQuery(id, 'failed', language));
  const partly = useQuery(troubledQuery(id, 'partly_posted', language));
  const forecast = useQuery(forecastQuery(id, language));
  const conversations = useQuery(waitingQuery(id));
  const images = useQuery(unreviewedQuery(id));
  const all = [asking, failed, partly, forecast, conversations, images];
  const broken = all.find(({ isLoadingError }) => isLoadingError);
  const waiting = conversations.data?.total ?? 0;
  const unreviewed = images.data?.count ?? 0;
  const posts = [asking, failed, partly].flatMap(({ data }) => data?.results ?? []);
  const isCalm = posts.length + (forecast.data?.length ?? 0) + waiting + unreviewed === 0;
  const hasMore = (page: typeof asking.data) => (page?.count ?? 0) > (page?.results.length ?? 0);
  return (
    <SectionCard title={t('needs.title')}>
      {all.some(({ isPending }) => isPending) ? (
        <ListSkeleton rows={3} />
      ) : (
        <>
          {broken && <ErrorState error={broken.error} retry={() => void broken.refetch()} />}
          {!broken && isCalm && (
            <Group gap="xs" c="dimmed" wrap="nowrap" role="status">
              <IconCircleCheck size={20} aria-hidden />
              <Text>{t('needs.nothing')}</Text>
            </Group>
          )}
          {!isCalm && (
            <Lines>
              {forecast.data?.map((item) => (
                <AccountNeed key={item.id} item={item} />
              ))}
              {posts.map((post) => (
                <PostNeed key={post.id} post={post} mayDecide={mayEdit} />
              ))}
              {waiting > 0 && conversations.data && (
                <ConversationsNeed list={conversations.data} mayAnswer={mayEdit} />
              )}
              {unreviewed > 0 && images.data && <ImagesNeed page={images.data} mayReview={mayEdit} />}
            </Lines>
          )}
          {hasMore(asking.data) && (
            <AnchorLink
              to="/dashboard/calendar"
              search={{ view: 'list', state: 'needs_attention' }}
              size="sm"
            >
              {t('needs.morePosts')}
            </AnchorLink>
          )}
          {hasMore(failed.data) && (
            <AnchorLink to="/dashboard/calendar" search={{ view: 'list', state: 'failed' }} size="sm">
              {t('needs.moreFailed')}
            </AnchorLink>
          )}
          {hasMore(partly.data) && (
            <AnchorLink to="/dashboard/calendar" search={{ view: 'list', state: 'partly_posted' }} size="sm">
              {t('needs.morePartly')}
            </AnchorLink>
          )}
        </>
      )}
    </SectionCard>
  );
}
