import { Chip, Group, Input } from '@mantine/core';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { platformWithoutAccount } from './draft.ts';
import type { PartProps } from './partProps.ts';
import type { Account } from './questions.ts';
import { usePlansTexts } from './texts.ts';

const works = ({ status }: Account) => ['active', 'expiring', 'error'].includes(status);

/** Where a plan publishes: a chip each account, and each platform of the plan that has none now. */
export function AccountsField({ draft, change, errors, accounts }: PartProps & { accounts: Account[] }) {
  const t = usePlansTexts();
  const without = draft.places.filter((place) => platformWithoutAccount(place) !== null);
  return (
    <Input.Wrapper
      label={t('form.accounts')}
      description={t('form.accountsHint')}
      error={errors.platforms}
      labelElement="div"
      size="md"
    >
      <Chip.Group multiple value={draft.places} onChange={(places) => change({ places })}>
        <Group gap="xs" my="xs" role="group" aria-label={t('form.accounts')}>
          {accounts.map((account) => (
            <Chip
              key={account.id}
              value={account.id}
              size="md"
              radius="md"
              variant="outline"
              aria-invalid={errors.platforms ? true : undefined}
            >
              <Group component="span" gap={6} wrap="nowrap" display="flex">
                <PlatformIcon platform={account.platform} size={18} decorative />
                <span>
                  {platformName(account.platform)} · {account.username}
                  {!works(account) && ` (${t('form.needsYou')})`}
                </span>
              </Group>
            </Chip>
          ))}
          {without.map((place) => (
            <Chip key={place} value={place} size="md" radius="md" variant="outline">
              {t('form.noAccount', { platform: platformName(platformWithoutAccount(place) ?? '') })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
