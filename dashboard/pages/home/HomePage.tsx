import { Grid, Stack } from '@mantine/core';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ClockHint } from './ClockHint.tsx';
import { Connections } from './Connections.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { NextPosts } from './NextPosts.tsx';
import { useHomeTexts } from './texts.ts';
import { WentOut } from './WentOut.tsx';

/** /dashboard: what needs one, what is next, what went out, how the accounts are. */
export function HomePage() {
  const app = useAppTexts();
  const t = useHomeTexts();
  const format = useFormat();
  const { timezone: zone } = useProject();
  return (
    <Page>
      <PageHeader
        title={app('navigation.home')}
        description={t('description', { day: format.weekday(Date.now(), { zone }) })}
      />
      <ClockHint />
      <FirstSteps />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <NeedsYou />
            <NextPosts />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <Connections />
            <WentOut />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
