import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Fragment, Suspense, useEffect } from 'react';
import { PageSkeleton } from '../../components/Skeletons.tsx';
import { useAppTexts } from '../i18n/i18n.ts';
import { LiveProvider } from '../live/LiveProvider.tsx';
import { ProjectGate } from '../projects/ProjectGate.tsx';
import { useProject } from '../projects/projects.ts';
import { useSession } from '../session/useSession.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { BottomBar } from './BottomBar.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Logo } from './Logo.tsx';
import { Sidebar } from './Sidebar.tsx';
import { SkipLink } from './SkipLink.tsx';

/** What every page of a signed-in person stands in: navigation, project, account. */
export function Shell() {
  // Between the end of a session and the page that says so: nothing of the person's is shown any more.
  const session = useSession();
  if (session.status !== 'signedIn') return null;
  return (
    <Suspense fallback={<PageSkeleton />}>
      <ProjectGate>
        <LiveProvider>
          <Frame />
        </LiveProvider>
      </ProjectGate>
    </Suspense>
  );
}

function Frame() {
  const t = useAppTexts();
  const { id: projectId } = useProject();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const isPhone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  useEffect(close, [path, close]);
  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 56, sm: 0 } }}
      navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      footer={{ height: { base: 60, sm: 0 } }}
    >
      <SkipLink />
      <CommandPalette />
      <AppShell.Header hiddenFrom="sm">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Burger
            opened={isOpen}
            onClick={toggle}
            size="sm"
            aria-label={t('navigation.open')}
            aria-expanded={isOpen}
          />
          <Logo />
          <AccountMenu compact />
        </Group>
      </AppShell.Header>
      {/* Out of sight on a phone, it is out of reach of the keyboard as well. */}
      <AppShell.Navbar p="sm" aria-label={t('navigation.label')} inert={isPhone && !isOpen}>
        <Sidebar close={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <ConnectionBanner />
        <Suspense fallback={<PageSkeleton />}>
          {/* Nothing of a page outlasts the project that it was about. */}
          <Fragment key={projectId}>
            <Outlet />
          </Fragment>
        </Suspense>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm">
        <BottomBar />
      </AppShell.Footer>
    </AppShell>
  );
}
