import { Box, Tabs } from '@mantine/core';
import {
  IconArrowLeft,
  IconBook,
  IconMessage2Bolt,
  IconMessageCircle,
  IconSparkles,
  type TablerIcon,
} from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { AssistantSection } from './AssistantSection.tsx';
import { KnowledgeSection } from './KnowledgeSection.tsx';
import { SavedRepliesSection } from './SavedRepliesSection.tsx';
import { inboxSections, isInboxSection, type InboxSection } from './search.ts';
import { useInboxSettingsTexts } from './texts.ts';
import { WidgetSection } from './WidgetSection.tsx';

const route = getRouteApi('/shell/dashboard/inbox-settings');

const icons: Record<InboxSection, TablerIcon> = {
  assistant: IconSparkles,
  knowledge: IconBook,
  replies: IconMessage2Bolt,
  widget: IconMessageCircle,
};

/** /dashboard/inbox-settings: who answers customers, with what, and from where they write. */
export function InboxSettingsPage() {
  const t = useInboxSettingsTexts();
  const navigate = useNavigate();
  const { section = 'assistant' } = route.useSearch();
  const show = (name: string | null) => {
    if (isInboxSection(name)) void navigate({ to: '/dashboard/inbox-settings', search: { section: name } });
  };
  return (
    <Page width="narrow">
      <PageHeader title={t('title')} description={t('description')}>
        <ButtonLink
          to="/dashboard/inbox"
          variant="default"
          leftSection={<IconArrowLeft size={18} aria-hidden />}
        >
          {t('back')}
        </ButtonLink>
      </PageHeader>
      <Tabs value={section} onChange={show} keepMounted={false}>
        <Box style={{ overflowX: 'auto' }} mb="lg">
          <Tabs.List style={{ flexWrap: 'nowrap' }}>
            {inboxSections.map((name) => {
              const Icon = icons[name];
              return (
                <Tabs.Tab key={name} value={name} leftSection={<Icon size={18} stroke={1.75} aria-hidden />}>
                  {t(`sections.${name}`)}
                </Tabs.Tab>
              );
            })}
          </Tabs.List>
        </Box>
        <Tabs.Panel value="assistant">
          <AssistantSection />
        </Tabs.Panel>
        <Tabs.Panel value="knowledge">
          <KnowledgeSection />
        </Tabs.Panel>
        <Tabs.Panel value="replies">
          <SavedRepliesSection />
        </Tabs.Panel>
        <Tabs.Panel value="widget">
          <WidgetSection />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
