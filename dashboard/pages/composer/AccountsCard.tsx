import { Alert, Card, Chip, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { ButtonLink } from '../../components/links.tsx';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import type { PartProps } from './partProps.ts';
import { newTarget } from './draft.ts';
import type { Account } from './questions.ts';
import { useComposerTexts } from './texts.ts';

const works = (account: Account) => ['active', 'expiring', 'error'].includes(account.status);

/** Where the post goes: a chip each account. */
export function AccountsCard({ draft, change, chosen, accounts }: PartProps & { accounts: Account[] }) {
  const t = useComposerTexts();
  const ids = draft.targets.map(({ connectionId }) => connectionId);
  const choose = (next: string[]) =>
    change({
      targets: next.map(
        (id) => draft.targets.find(({ connectionId }) => connectionId === id) ?? newTarget(id),
      ),
    });
  const hasStories = chosen.some(({ rules }) => rules.placements.includes('story'));
  return (
    <Card>
      <Stack gap="sm">
        <Title order={2} size="h3">
          {t('accounts.title')}
        </Title>
        <Chip.Group multiple value={ids} onChange={choose}>
          <Group gap="xs" role="group" aria-label={t('accounts.label')}>
            {accounts.map((account) => (
              <Chip
                key={account.id}
                value={account.id}
                size="md"
                radius="md"
                variant="outline"
                disabled={!works(account) && !ids.includes(account.id)}
                styles={{ root: { maxWidth: '100%' }, label: { maxWidth: '100%' } }}
              >
                <Group component="span" gap={6} wrap="nowrap" display="flex" maw="100%">
                  <PlatformIcon platform={account.platform} size={18} decorative />
                  <Text span inherit truncate>
                    {platformName(account.platform)} · {account.username}
                    {!works(account) && ` (${t('accounts.needsYou')})`}
                  </Text>
                </Group>
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        {accounts.length === 0 ? (
          <Alert icon={<IconPlugConnected />} title={t('noAccounts.title')}>
            <Stack gap="sm" align="flex-start">
              {t('noAccounts.text')}
              <ButtonLink to="/dashboard/accounts" size="sm">
                {t('noAccounts.connect')}
              </ButtonLink>
            </Stack>
          </Alert>
        ) : (
          ids.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('accounts.none')}
            </Text>
          )
        )}
        {(hasStories || draft.placement === 'story') && (
          <Stack gap={4} align="flex-start">
            <Text size="sm" fw={500}>
              {t('placement.title')}
            </Text>
            <SegmentedControl
              aria-label={t('placement.title')}
              value={draft.placement}
              onChange={(placement) => change({ placement: placement === 'story' ? 'story' : 'feed' })}
              data={[
                { value: 'feed', label: t('placement.feed') },
                { value: 'story', label: t('placement.story') },
              ]}
            />
          </Stack>
        )}
      </Stack>
    </Card>
  );
}
