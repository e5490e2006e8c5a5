import { Alert, Button, Card, Flex, List, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconCalendarCheck,
  IconDeviceFloppy,
  IconInfoCircle,
  IconSend,
} from '@tabler/icons-react';
import { ApiProblem } from '../../app/client/problem.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { instantIn } from '../../app/time/zones.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { FormProblem } from '../../components/FormProblem.tsx';
import { problemText } from '../../components/notify.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import type { Draft } from './draft.ts';
import { withoutItself } from './findings.ts';
import type { Account, DryRun, useDryRun } from './questions.ts';
import { useComposerTexts } from './texts.ts';
import { undoSeconds, type Saving } from './useSaving.ts';

interface ActionsCardProps {
  draft: Draft;
  chosen: Account[];
  dryRun: ReturnType<typeof useDryRun>;
  saving: Saving;
}

/** Whether the post can go out, and the ways to let it. */
export function ActionsCard({ draft, chosen, dryRun, saving }: ActionsCardProps) {
  const t = useComposerTexts();
  const { timezone: zone } = useProject();
  const [asks, { open, close }] = useDisclosure(false);
  const isPast = instantIn(zone, draft.at).getTime() < Date.now();
  const isBusy = saving.busy !== null;
  const hasErrors = (dryRun.answer?.errors.length ?? 0) > 0;
  const { stored } = saving;
  const isScheduled = stored?.isDraft === false;
  const cannot = chosen.length === 0;
  const canKeep = saving.isDirty || stored === null;
  /** Its time does not matter to what goes out now. */
  const cannotNow = dryRun.answer?.errors.some(({ field }) => field !== 'scheduled_time') ?? false;
  return (
    <Card>
      <Stack gap="md">
        <Findings dryRun={{ ...dryRun, answer: withoutItself(dryRun.answer, stored?.id) }} />
        <SavingProblem error={saving.error} />
        {!isScheduled && (cannot || isPast || hasErrors) && (
          <Text size="sm" c="dimmed">
            {t('actions.unfinished')}
          </Text>
        )}
        <Flex direction={{ base: 'column', xs: 'row' }} justify="flex-end" wrap="wrap" gap="xs">
          {!isScheduled && (
            <Button
              variant="default"
              px="sm"
              leftSection={<IconDeviceFloppy size={18} aria-hidden />}
              disabled={!canKeep || (isBusy && saving.busy !== 'draft')}
              loading={saving.busy === 'draft'}
              onClick={() => void saving.save('draft')}
            >
              {t('actions.draft')}
            </Button>
          )}
          <Button
            variant="light"
            px="sm"
            leftSection={<IconSend size={18} aria-hidden />}
            disabled={cannot || cannotNow || isBusy}
            onClick={open}
          >
            {t('actions.now')}
          </Button>
          <Button
            px="sm"
            leftSection={<IconCalendarCheck size={18} aria-hidden />}
            disabled={cannot || isPast || (isBusy && saving.busy !== 'schedule')}
            loading={saving.busy === 'schedule'}
            onClick={() => void saving.save('schedule')}
          >
            {t(isScheduled ? 'actions.update' : 'actions.schedule')}
          </Button>
        </Flex>
      </Stack>
      <ConfirmDialog
        opened={asks}
        onClose={close}
        title={t('actions.nowTitle')}
        confirm={t('actions.now')}
        destructive={false}
        onConfirm={() => saving.save('now')}
      >
        {t('actions.nowText', { count: chosen.length, seconds: undoSeconds })}
      </ConfirmDialog>
    </Card>
  );
}

/** What the dry run says, in words; said aloud when it changes. */
function Findings({ dryRun: { answer, error, isCurrent } }: { dryRun: ReturnType<typeof useDryRun> }) {
  const t = useComposerTexts();
  if (error && !answer)
    return (
      <Alert color="yellow" title={t('check.failed')} icon={<IconAlertTriangle />}>
        {error instanceof ApiProblem
          ? Object.values(error.problem.details).flat().join(' ') || problemText(error)
          : problemText(error)}
      </Alert>
    );
  if (!answer) return null;
  return (
    <Stack gap="sm" role="status">
      {answer.errors.length > 0 ? (
        <Alert
          color="red"
          icon={<IconAlertTriangle />}
          title={t('check.problems', { count: answer.errors.length })}
        >
          <Lines findings={answer.errors} answer={answer} />
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          {isCurrent ? t('check.ready') : t('check.checking')}
        </Text>
      )}
      {answer.warnings.length > 0 && (
        <Alert color="yellow" icon={<IconInfoCircle />} title={t('check.warnings')}>
          <Lines findings={answer.warnings} answer={answer} />
        </Alert>
      )}
    </Stack>
  );
}

function Lines({ findings, answer }: { findings: DryRun['errors']; answer: DryRun }) {
  const format = useFormat();
  const { timezone: zone } = useProject();
  /** The API writes instants as UTC; people read them on the clocks of the project. */
  const withTimes = (message: string) =>
    message.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (instant) => format.dateTime(instant, { zone }));
  const platformOf = (target: number | null) =>
    target === null ? null : platformName(answer.targets[target]?.platform ?? '');
  return (
    <List size="sm" spacing={4}>
      {findings.map(({ field, code, message, target }) => {
        const platform = platformOf(target);
        return (
          <List.Item key={`${target}/${field}/${code}`}>
            {platform && !message.includes(platform) && `${platform} – `}
            {withTimes(message)}
          </List.Item>
        );
      })}
    </List>
  );
}

/** Why it was not kept: the server's words at each field, else as a whole. */
function SavingProblem({ error }: { error: unknown }) {
  const details = error instanceof ApiProblem ? Object.entries(error.problem.details) : [];
  if (details.length === 0) return <FormProblem error={error} />;
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />} title={problemText(error)}>
      <List size="sm" spacing={4}>
        {details.map(([field, messages]) => (
          <List.Item key={field}>{messages.join(' ')}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
