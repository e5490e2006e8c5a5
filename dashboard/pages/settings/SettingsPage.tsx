import { Box, Stack, Tabs } from '@mantine/core';
import { IconApi, IconBriefcase, IconLock, IconUser, IconUsers, type TablerIcon } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { KeysSection } from './KeysSection.tsx';
import { MembersSection } from './MembersSection.tsx';
import { NewProject } from './NewProject.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { ProjectSection } from './ProjectSection.tsx';
import { isSettingsSection, settingsSections, type SettingsSection } from './sections.ts';
import { SessionsSection } from './SessionsSection.tsx';
import { useSettingsTexts } from './texts.ts';

const route = getRouteApi('/shell/dashboard/settings');

const icons: Record<SettingsSection, TablerIcon> = {
  profile: IconUser,
  security: IconLock,
  project: IconBriefcase,
  members: IconUsers,
  keys: IconApi,
};

/** /dashboard/settings: oneself, and the project one works in. The address names the part that is shown. */
export function SettingsPage() {
  const t = useSettingsTexts();
  const navigate = useNavigate();
  const { section = 'profile', create = false } = route.useSearch();
  const show = (name: string | null) => {
    if (isSettingsSection(name)) void navigate({ to: '/dashboard/settings', search: { section: name } });
  };
  return (
    <Page width="narrow">
      <PageHeader title={t('title')} />
      <Tabs value={section} onChange={show} keepMounted={false}>
        <Box style={{ overflowX: 'auto' }} mb="lg">
          <Tabs.List style={{ flexWrap: 'nowrap' }}>
            {settingsSections.map((name) => {
              const Icon = icons[name];
              return (
                <Tabs.Tab key={name} value={name} leftSection={<Icon size={18} stroke={1.75} aria-hidden />}>
                  {t(`sections.${name}`)}
                </Tabs.Tab>
              );
            })}
          </Tabs.List>
        </Box>
        <Tabs.Panel value="profile">
          <ProfileSection />
        </Tabs.Panel>
        <Tabs.Panel value="security">
          <Stack gap="lg">
            <PasswordForm />
            <SessionsSection />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="project">
          <ProjectSection />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <MembersSection />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <KeysSection />
        </Tabs.Panel>
      </Tabs>
      <NewProject opened={create} onClose={() => show('project')} />
    </Page>
  );
}
