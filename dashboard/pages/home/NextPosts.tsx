import { Box, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { AnchorLink, ButtonLink } from '../../components/links.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { Lines } from './Lines.tsx';
import { PostLine } from './PostLine.tsx';
import { duePlansQuery, nextQuery, timeOf, type Plan, type Post } from './questions.ts';
import { useHomeTexts } from './texts.ts';

/** More stand in the calendar. */
const shown = 6;

type Due = { at: string; post: Post } | { at: string; plan: Plan };

/** What goes out within a day: posts, and plans that will make one. */
export function NextPosts() {
  const t = useHomeTexts();
  const { id } = useProject();
  const mayEdit = useMay('editor');
  const posts = useQuery(nextQuery(id));
  const plans = useQuery(duePlansQuery(id));
  const failed = [posts, plans].find(({ isLoadingError }) => isLoadingError);
  const due: Due[] = [
    ...(posts.data ?? []).map((post) => ({ at: timeOf(post), post })),
    ...(plans.data ?? []),
  ].sort((one, other) => one.at.localeCompare(other.at));
  const left = due.length - shown;
  return (
    <SectionCard
      title={t('next.title')}
      action={
        <AnchorLink to="/dashboard/calendar" size="sm">
          {t('next.calendar')}
        </AnchorLink>
      }
    >
      {posts.isPending || plans.isPending ? (
        <ListSkeleton rows={3} />
      ) : (
        <>
          {failed && <ErrorState error={failed.error} retry={() => void failed.refetch()} />}
          {!failed && due.length === 0 && (
            <Stack align="flex-start" gap="sm">
              <Text c="dimmed">{t('next.nothing')}</Text>
              {mayEdit && (
                <ButtonLink to="/dashboard/compose" variant="light" size="sm">
                  {t('next.compose')}
                </ButtonLink>
              )}
            </Stack>
          )}
          {due.length > 0 && (
            <Lines>
              {due.slice(0, shown).map((each) =>
                'post' in each ? (
                  <PostLine key={`post ${each.post.id}`} post={each.post}>
                    {each.post.state === 'publishing' ? t('next.publishing') : <When at={each.at} />}
                  </PostLine>
                ) : (
                  <PlanLine key={`plan ${each.plan.id}`} plan={each.plan} at={each.at} />
                ),
              )}
            </Lines>
          )}
          {left > 0 && (
            <AnchorLink to="/dashboard/calendar" search={{ view: 'list' }} size="sm">
              {t('next.more', { count: left })}
            </AnchorLink>
          )}
        </>
      )}
    </SectionCard>
  );
}

/** The time of day on the project's clocks, and how soon that is. */
function When({ at }: { at: string }) {
  const format = useFormat();
  const { timezone: zone } = useProject();
  return (
    <>
      {format.shortWeekday(at, { zone })} {format.time(at, { zone })} · <RelativeTime at={at} zone={zone} />
    </>
  );
}

function PlanLine({ plan, at }: { plan: Plan; at: string }) {
  const t = useHomeTexts();
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap="md">
      <ThemeIcon size={44} radius="md" variant="light" aria-hidden>
        <IconRepeat size={22} stroke={1.5} />
      </ThemeIcon>
      <Box flex={1} miw={0}>
        <AnchorLink
          to="/dashboard/plans"
          search={{ plan: plan.id }}
          c="inherit"
          underline="hover"
          fw={600}
          size="sm"
          lineClamp={1}
        >
          {t('next.plan', { name: plan.name })}
        </AnchorLink>
        <Text size="sm" c="dimmed" component="div">
          <When at={at} /> · {t('next.planText')}
        </Text>
      </Box>
    </Group>
  );
}
