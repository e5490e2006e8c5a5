import {
  Accordion,
  Badge,
  Button,
  Card,
  Checkbox,
  Group,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import type { PartProps } from './partProps.ts';
import type { DraftTarget } from './draft.ts';
import { findingsAt } from './findings.ts';
import type { Account, useDryRun } from './questions.ts';
import { useComposerTexts } from './texts.ts';

const isChanged = ({ caption, firstComment, options }: DraftTarget) =>
  caption !== null || firstComment !== null || Object.values(options).some(Boolean);

/** What is another at one account than everywhere. */
export function OverridesCard({
  draft,
  change,
  chosen,
  dryRun,
}: PartProps & { dryRun: ReturnType<typeof useDryRun> }) {
  const t = useComposerTexts();
  const set = (connectionId: string, changes: Partial<DraftTarget>) =>
    change({
      targets: draft.targets.map((target) =>
        target.connectionId === connectionId ? { ...target, ...changes } : target,
      ),
    });
  const needed = chosen.filter(({ rules }) => Object.values(rules.options).some(({ required }) => required));
  return (
    <Card>
      <Stack gap="sm">
        <div>
          <Title order={2} size="h3">
            {t('overrides.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('overrides.hint')}
          </Text>
        </div>
        <Accordion multiple order={3} defaultValue={needed.map(({ id }) => id)}>
          {chosen.map((account) => {
            const target = draft.targets.find(({ connectionId }) => connectionId === account.id);
            if (!target) return null;
            return (
              <Accordion.Item key={account.id} value={account.id}>
                <Accordion.Control icon={<PlatformIcon platform={account.platform} decorative />}>
                  <Group gap="xs">
                    <span>
                      {platformName(account.platform)} · {account.username}
                    </span>
                    {isChanged(target) && (
                      <Badge size="sm" variant="light">
                        {t('overrides.changed')}
                      </Badge>
                    )}
                  </Group>
                </Accordion.Control>
                <Accordion.Panel>
                  <Override
                    account={account}
                    target={target}
                    common={draft.caption}
                    commonComment={draft.firstComment}
                    errors={findingsAt(dryRun.answer, account.id).errors}
                    set={(changes) => set(account.id, changes)}
                  />
                </Accordion.Panel>
              </Accordion.Item>
            );
          })}
        </Accordion>
      </Stack>
    </Card>
  );
}

interface OverrideProps {
  account: Account;
  target: DraftTarget;
  /** What is said everywhere else. */
  common: string;
  commonComment: string;
  errors: { field: string; message: string }[];
  set: (changes: Partial<DraftTarget>) => void;
}

function Override({ account, target, common, commonComment, errors, set }: OverrideProps) {
  const t = useComposerTexts();
  const name = platformName(account.platform);
  const errorOf = (ending: string) => errors.find(({ field }) => field.endsWith(ending))?.message;
  return (
    <Stack gap="md">
      <Textarea
        label={t('overrides.caption', { account: name })}
        description={t('overrides.captionHint')}
        placeholder={common}
        value={target.caption ?? ''}
        onChange={({ currentTarget: { value } }) => set({ caption: value === '' ? null : value })}
      />
      {account.rules.first_comment && (
        <Textarea
          label={t('overrides.firstComment', { account: name })}
          placeholder={commonComment}
          maxLength={2200}
          disabled={target.firstComment === ''}
          value={target.firstComment ?? ''}
          onChange={({ currentTarget: { value } }) => set({ firstComment: value === '' ? null : value })}
        />
      )}
      {account.rules.first_comment && (commonComment !== '' || target.firstComment === '') && (
        <Checkbox
          label={t('overrides.noComment', { account: name })}
          checked={target.firstComment === ''}
          onChange={({ currentTarget: { checked } }) => set({ firstComment: checked ? '' : null })}
        />
      )}
      {Object.entries(account.rules.options).map(([option, { required, maximum, default: usual }]) => (
        <TextInput
          key={option}
          label={t('options.forAccount', { option: optionName(option, t), account: name })}
          {...(usual && { placeholder: t('options.usually', { value: usual }) })}
          withAsterisk={required}
          required={required}
          maxLength={maximum}
          error={errorOf(`options.${option}`) ?? (option === 'subreddit' ? errorOf('options') : undefined)}
          value={target.options[option] ?? ''}
          onChange={({ currentTarget: { value } }) =>
            set({ options: { ...target.options, [option]: value } })
          }
        />
      ))}
      {isChanged(target) && (
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={() => set({ caption: null, firstComment: null, options: {} })}
          >
            {t('overrides.useCommon')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** What an option of a platform is called; its own name where we have none for it. */
function optionName(option: string, t: ReturnType<typeof useComposerTexts>): string {
  const known = (['title', 'subreddit', 'url', 'privacy_level'] as const).find((name) => name === option);
  return known ? t(`options.${known}`) : option;
}
