import { Stack } from '@mantine/core';
import { IconApi, IconBriefcase, IconLock, IconUser, IconUsers, type TablerIcon } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SectionTabs } from '../../components/SectionTabs.tsx';
import { KeysSection } from './KeysSection.tsx';
import { MembersSection } from './MembersSection.tsx';
import { NewProject } from './NewProject.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { ProjectSection } from './ProjectSection.tsx';
import { settingsSections, type SettingsSection } from './search.ts';
import { SessionsSection } from './SessionsSection.tsx';
import { useSettingsTexts } from './texts.ts';

const route = getRouteApi('/shell/dashboard/settings');

const security = (
  <Stack gap="lg">
    <PasswordForm />
    <SessionsSection />
  </Stack>
);
const sections: Record<SettingsSection, { icon: TablerIcon; content: ReactNode }> = {
  profile: { icon: IconUser, content: <ProfileSection /> },
  security: { icon: IconLock, content: security },
  project: { icon: IconBriefcase, content: <ProjectSection /> },
  members: { icon: IconUsers, content: <MembersSection /> },
  keys: { icon: IconApi, content: <KeysSection /> },
};

/** /dashboard/settings: oneself, and the project one works in. The address names the part that is shown. */
export function SettingsPage() {
  const t = useSettingsTexts();
  const navigate = useNavigate();
  const { section = 'profile', create = false } = route.useSearch();
  const show = (name: SettingsSection) =>
    void navigate({ to: '/dashboard/settings', search: { section: name } });
  return (
    <Page width="narrow">
      <PageHeader title={t('title')} />
      <SectionTabs
        sections={settingsSections.map((name) => ({ name, label: t(`sections.${name}`), ...sections[name] }))}
        shown={section}
        onShow={show}
      />
      <NewProject opened={create} onClose={() => show('project')} />
    </Page>
  );
}
