import {
  IconArrowLeft,
  IconBook,
  IconMessage2Bolt,
  IconMessageCircle,
  IconSparkles,
  type TablerIcon,
} from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SectionTabs } from '../../components/SectionTabs.tsx';
import { AssistantSection } from './AssistantSection.tsx';
import { KnowledgeSection } from './KnowledgeSection.tsx';
import { SavedRepliesSection } from './SavedRepliesSection.tsx';
import { inboxSections, type InboxSection } from './search.ts';
import { useInboxSettingsTexts } from './texts.ts';
import { WidgetSection } from './WidgetSection.tsx';

const route = getRouteApi('/shell/dashboard/inbox-settings');

const sections: Record<InboxSection, { icon: TablerIcon; content: ReactNode }> = {
  assistant: { icon: IconSparkles, content: <AssistantSection /> },
  knowledge: { icon: IconBook, content: <KnowledgeSection /> },
  replies: { icon: IconMessage2Bolt, content: <SavedRepliesSection /> },
  widget: { icon: IconMessageCircle, content: <WidgetSection /> },
};

/** /dashboard/inbox-settings: who answers customers, with what, and from where they write. */
export function InboxSettingsPage() {
  const t = useInboxSettingsTexts();
  const navigate = useNavigate();
  const { section = 'assistant' } = route.useSearch();
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
      <SectionTabs
        sections={inboxSections.map((name) => ({ name, label: t(`sections.${name}`), ...sections[name] }))}
        shown={section}
        onShow={(name) => void navigate({ to: '/dashboard/inbox-settings', search: { section: name } })}
      />
    </Page>
  );
}
