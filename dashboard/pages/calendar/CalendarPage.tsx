import { Button, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendarPlus, IconFilterOff, IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type Ref } from 'react';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { instantIn, sameClocks, viewerZone, wallTimeIn, type WallTime } from '../../app/time/zones.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { CalendarContext, type CalendarHands } from './CalendarContext.ts';
import { daysShown, eachDay, stepFrom } from './days.ts';
import { HoursView } from './HoursView.tsx';
import { arrange } from './items.ts';
import { ListView } from './ListView.tsx';
import { MonthView } from './MonthView.tsx';
import { PostDialog } from './PostDialog.tsx';
import { useConnections, useOccurrences, usePostsOf, type Post } from './questions.ts';
import type { CalendarSearch } from './search.ts';
import { useCalendarTexts } from './texts.ts';
import { TimelessDrafts } from './TimelessDrafts.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useMoving } from './useMoving.tsx';

const route = getRouteApi('/shell/dashboard/calendar');

/** What is planned, on its way and out, by its time on the project's clocks. */
export function CalendarPage() {
  const t = useCalendarTexts();
  const app = useAppTexts();
  const { timezone: zone } = useProject();
  const may = useMay('editor');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const today = wallTimeIn(zone, Date.now()).slice(0, 10);
  const { view = isPhone ? 'list' : 'month', date = today } = search;
  const days = daysShown(view, date);
  const posts = usePostsOf(days);
  const occurrences = useOccurrences(days);
  const connections = useConnections();
  const moving = useMoving();
  const opener = useRef<Opener>(null);
  const dragged = useRef<Post | null>(null);
  const focusOn = useFocusAfterMove();

  const show = (changes: CalendarSearch) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false });
  const hands: CalendarHands = {
    may,
    zone,
    open: (post) => opener.current?.(post),
    dragged,
    movedId: moving.movedId,
    showDay: (day) => show({ view: 'day', date: day }),
    write: (at) => void navigate({ to: '/dashboard/compose', search: { at } }),
    move: (post, to) => {
      focusOn(post.id, to);
      if (!moving.move(post, to)) {
        focusOn(null, to);
        return false;
      }
      const day = to.slice(0, 10);
      if (day < days.from || day >= days.until) show({ date: day });
      return true;
    },
  };
  const { shownAt } = moving;
  const items = useMemo(() => {
    const placed = (posts.data ?? []).map((post) => ({
      ...post,
      scheduled_time: shownAt.get(post.id) ?? post.scheduled_time,
    }));
    return arrange(placed, occurrences, search, { zone, connections });
  }, [posts.data, shownAt, occurrences, search, zone, connections]);
  const shown = eachDay(days);
  const isEmpty = !shown.some((day) => items.has(day));
  const own = viewerZone();
  const isFiltered = search.account !== undefined || search.state !== undefined;

  const body = () => {
    if (posts.isPending) return <Skeleton h={560} radius="lg" />;
    if (posts.isLoadingError) return <ErrorState error={posts.error} retry={() => void posts.refetch()} />;
    if (isEmpty && (view === 'list' || isFiltered))
      return <Nothing isFiltered={isFiltered} clear={() => show({ account: undefined, state: undefined })} />;
    if (view === 'month') return <MonthView days={shown} items={items} month={date.slice(0, 7)} />;
    if (view === 'list') return <ListView key={days.from} days={shown} items={items} today={today} />;
    return <HoursView days={shown} items={items} isRead={!posts.isPlaceholderData} />;
  };

  return (
    <Page width="wide">
      <PageHeader title={app('navigation.calendar')}>
        {may && (
          <ButtonLink to="/dashboard/compose" leftSection={<IconPlus size={18} aria-hidden />}>
            {t('newPost')}
          </ButtonLink>
        )}
      </PageHeader>
      <Toolbar
        view={view}
        date={date}
        days={days}
        search={search}
        connections={connections}
        show={show}
        step={(steps) => show({ date: stepFrom(view, date, steps) })}
        today={today}
      />
      <Stack gap="sm">
        <CalendarContext value={hands}>
          <TimelessDrafts />
          {body()}
          <OpenedPost opener={opener} posts={posts.data} />
        </CalendarContext>
        <Text size="xs" c="dimmed">
          {t('zone', { zone })}{' '}
          {!sameClocks(zone, own, instantIn(zone, `${date}T12:00`)) && t('yourZone', { zone: own })}{' '}
          {may && (
            <Text span inherit visibleFrom="sm">
              {t('hint')}
            </Text>
          )}
        </Text>
      </Stack>
      <VisuallyHidden role="status">{moving.said}</VisuallyHidden>
    </Page>
  );
}

type Opener = (post: Post) => void;

/** The post that is open is its own affair: a calendar of hundreds is not drawn anew for it. */
function OpenedPost({ opener, posts }: { opener: Ref<Opener>; posts: Post[] | undefined }) {
  const [opened, setOpened] = useState<Post | null>(null);
  useImperativeHandle(opener, () => setOpened, []);
  const post = posts?.find(({ id }) => id === opened?.id) ?? opened;
  return <PostDialog post={post} onClose={() => setOpened(null)} />;
}

/** A post that moved stands elsewhere, once it is drawn there: whoever moved it by keyboard goes with it. */
function useFocusAfterMove(): (postId: number | null, to: WallTime) => void {
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const chip = document.querySelector<HTMLElement>(wanted.current);
    if (!chip) return;
    wanted.current = null;
    chip.focus();
  });
  return (postId, to) => {
    wanted.current = postId === null ? null : `[data-post="${postId}"][data-at="${to}"]`;
  };
}

function Nothing({ isFiltered, clear }: { isFiltered: boolean; clear: () => void }) {
  const t = useCalendarTexts();
  const may = useMay('editor');
  if (isFiltered)
    return (
      <EmptyState icon={IconFilterOff} title={t('empty.filtered')} text={t('empty.filteredText')}>
        <Button onClick={clear}>{t('empty.clear')}</Button>
      </EmptyState>
    );
  return (
    <EmptyState icon={IconCalendarPlus} title={t('empty.title')} text={t('empty.text')}>
      {may && <ButtonLink to="/dashboard/compose">{t('newPost')}</ButtonLink>}
    </EmptyState>
  );
}
