import { Avatar, Group, Stack, Text, Title } from '@mantine/core';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useCustomerName } from '../../components/useCustomerName.ts';
import type { ConversationDetail } from './questions.ts';
import { useInboxTexts } from './texts.ts';

/** Who one writes with, and since when they are known. */
export function ContactPerson({ conversation }: { conversation: ConversationDetail }) {
  const t = useInboxTexts();
  const name = useCustomerName()(conversation);
  const { contact } = conversation;
  const facts = [contact.username && `@${contact.username}`, contact.phone_number, contact.email].filter(
    (fact) => fact !== null && fact !== '',
  );
  return (
    <Group wrap="nowrap" align="flex-start">
      <Avatar name={name} color="lagoon" size="lg" aria-hidden />
      <Stack gap={2} miw={0}>
        <Title order={2} size="h3">
          {name}
        </Title>
        {facts.map((fact) => (
          <Text key={fact} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {fact}
          </Text>
        ))}
        <Text size="xs" c="dimmed">
          {t('contact.since')} <RelativeTime at={contact.created_at} />
        </Text>
      </Stack>
    </Group>
  );
}
