import { Box, Button, Card, Divider, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { warningDays } from '../../app/time/warningDays.ts';
import { PlatformIcon } from '../../components/PlatformIcon.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { toneColor } from '../../components/StateBadge.tsx';
import { forecastQuery, type ForecastItem } from './questions.ts';
import { useAccountsTexts } from './texts.ts';
import { useConnect } from './useConnect.ts';

const edge = { borderInlineStart: `4px solid var(--mantine-color-${toneColor('attention')}-6)` };

const soonMs = warningDays * 24 * 60 * 60_000;

/** Which accounts stop soon, or have stopped, unless somebody connects them again, and what that costs. */
export function ForecastPanel() {
  const t = useAccountsTexts();
  const format = useFormat();
  const { id: projectId } = useProject();
  const forecast = useQuery(forecastQuery({ projectId, language: useLanguage() }));
  if (!forecast.data) return null;
  const pressing = forecast.data.filter(({ fails_at: at }) => Date.parse(at) <= Date.now() + soonMs);
  const [next] = forecast.data;
  if (pressing.length === 0)
    return (
      <Group gap="xs" c="dimmed" mb="md" wrap="nowrap">
        <Box component={IconShieldCheck} size={20} flex="none" aria-hidden />
        <Text size="sm">
          {next
            ? t('forecast.later', { name: next.username, date: format.date(next.fails_at) })
            : t('forecast.calm')}
        </Text>
      </Group>
    );
  return (
    <Card mb="lg" component="section" aria-label={t('forecast.title')} style={edge}>
      <Stack gap="sm">
        <Group gap="xs" wrap="nowrap">
          <Box component={IconAlertTriangle} size={20} c="orange" flex="none" aria-hidden />
          <Title order={2} size="h3">
            {t('forecast.title')}
          </Title>
        </Group>
        {pressing.map((item) => (
          <Fragment key={item.id}>
            <Divider />
            <FailingAccount item={item} />
          </Fragment>
        ))}
      </Stack>
    </Card>
  );
}

function FailingAccount({ item }: { item: ForecastItem }) {
  const t = useAccountsTexts();
  const mayEdit = useMay('editor');
  const { connect, leavingFor } = useConnect();
  const hasFailed = new Date(item.fails_at) <= new Date();
  const count = item.stops.scheduled_posts;
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="sm" wrap="nowrap" flex="1 1 260px" align="flex-start">
        <PlatformIcon platform={item.platform} />
        <div>
          <Text size="sm" fw={600}>
            {item.username} · {t(hasFailed ? 'forecast.failed' : 'forecast.fails')}{' '}
            <RelativeTime at={item.fails_at} />
          </Text>
          <Text size="sm">{item.reason}</Text>
          {count > 0 && (
            <Text size="sm" fw={600}>
              {t(hasFailed ? 'forecast.waits' : 'forecast.stops', { count })}
            </Text>
          )}
        </div>
      </Group>
      {mayEdit && (
        <Button
          size="xs"
          variant="default"
          loading={leavingFor !== null}
          onClick={() => void connect(item.platform, item)}
        >
          {t('card.reconnect')}
        </Button>
      )}
    </Group>
  );
}
