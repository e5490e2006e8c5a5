import { Alert, Text } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { AnchorLink } from '../../components/links.tsx';
import { useInboxTexts } from './texts.ts';
import { whyHandedOver } from './whyHandedOver.ts';

/** For who would wait for one in vain: that the assistant suggests no reply to the last message, and why (a code). */
export function NoSuggestion({ why }: { why: string }) {
  const t = useInboxTexts();
  const isStopped = why === 'budget_spent' || why === 'assistant_unavailable';
  const lacksKnowledge = why === 'not_known' || why === 'no_source';
  return (
    <Alert color="orange" p="xs" icon={<IconSparkles />}>
      <Text size="sm">
        {isStopped ? t(`silence.${why}`) : `${t('silence.noAnswer')} ${t(whyHandedOver(why))}`}
      </Text>
      {lacksKnowledge && (
        <AnchorLink to="/dashboard/inbox-settings" search={{ section: 'knowledge' }} size="sm">
          {t('sources.mend')}
        </AnchorLink>
      )}
    </Alert>
  );
}
