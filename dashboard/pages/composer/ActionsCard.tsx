import { Box, Button, Card, Flex, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendarCheck, IconDeviceFloppy, IconSend } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useProject } from '../../app/projects/projects.ts';
import { instantIn } from '../../app/time/zones.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { FormProblem } from '../../components/FormProblem.tsx';
import { isEmpty, type Draft } from './draft.ts';
import { Findings } from './DryRunFindings.tsx';
import { isFound, withoutItself } from './findings.ts';
import type { Account, useDryRun } from './questions.ts';
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
  const errors = dryRun.answer?.errors ?? [];
  const hasErrors = errors.length > 0;
  const { stored, error } = saving;
  const isScheduled = stored?.isDraft === false;
  const cannot = chosen.length === 0;
  const canKeep = stored ? saving.isDirty : !isEmpty(draft);
  /** Its time does not matter to what goes out now. */
  const cannotNow = errors.some(({ field }) => field !== 'scheduled_time');
  const problems = useRef<HTMLDivElement>(null);
  // The button that was pressed cannot hold the focus while it waits: who was refused goes on at the reasons.
  useEffect(() => {
    if (error) problems.current?.focus();
  }, [error]);
  return (
    <Card>
      <Stack gap="md">
        <Box ref={problems} tabIndex={-1}>
          <Stack gap="sm">
            <Findings dryRun={{ ...dryRun, answer: withoutItself(dryRun.answer, stored?.id) }} />
            {!isFound(error, errors) && <FormProblem error={error} withFields />}
          </Stack>
        </Box>
        {!isScheduled && (cannot || isPast || hasErrors) && canKeep && (
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
            disabled={cannot || isPast || hasErrors || (isBusy && saving.busy !== 'schedule')}
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
