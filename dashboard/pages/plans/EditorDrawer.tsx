import { Drawer } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { useAppTexts, useLanguage } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { FormSkeleton } from '../../components/Skeletons.tsx';
import { draftOf, newDraft } from './draft.ts';
import { PlanForm } from './PlanForm.tsx';
import { planQuery, useAccounts } from './questions.ts';
import { usePlansTexts } from './texts.ts';

interface EditorDrawerProps {
  /** A plan to change, or a new one; undefined: nothing is opened. */
  edit: number | 'new' | undefined;
  onClose: () => void;
}

/** Where a plan is made or changed; it asks before changes are lost. */
export function EditorDrawer({ edit, onClose }: EditorDrawerProps) {
  const t = usePlansTexts();
  const app = useAppTexts();
  const { id, timezone } = useProject();
  const planId = typeof edit === 'number' ? edit : null;
  const plan = useQuery({ ...planQuery(id, planId ?? 0, useLanguage()), enabled: planId !== null });
  const accounts = useAccounts();
  const isDirty = useRef(false);
  // However one leaves: by closing, by going back, to another page, with the tab.
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty.current,
    enableBeforeUnload: () => isDirty.current,
    withResolver: true,
  });
  const tellDirty = useCallback((dirty: boolean) => {
    isDirty.current = dirty;
  }, []);
  const failed = accounts.isLoadingError ? accounts : plan.isLoadingError ? plan : null;

  const body = () => {
    if (failed) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
    if (!accounts.data || (planId !== null && !plan.data)) return <FormSkeleton fields={5} />;
    if (planId === null && accounts.data.length === 0)
      return (
        <EmptyState icon={IconPlugConnected} title={t('form.none')}>
          <ButtonLink to="/dashboard/accounts" search={{ connect: true }}>
            {t('form.connect')}
          </ButtonLink>
        </EmptyState>
      );
    return (
      <PlanForm
        key={edit}
        plan={plan.data ?? null}
        accounts={accounts.data}
        before={plan.data ? draftOf(plan.data, accounts.data) : newDraft(timezone)}
        onDirty={tellDirty}
        onSaved={() => {
          tellDirty(false);
          onClose();
        }}
      />
    );
  };

  return (
    <>
      <Drawer
        opened={edit !== undefined}
        onClose={onClose}
        title={
          plan.data && planId !== null ? t('form.editTitle', { name: plan.data.name }) : t('form.newTitle')
        }
        size="lg"
        closeButtonProps={{ 'aria-label': app('actions.close') }}
      >
        {edit !== undefined && body()}
      </Drawer>
      <ConfirmDialog
        opened={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={t('form.discardTitle')}
        confirm={t('form.discard')}
        onConfirm={() => {
          tellDirty(false);
          blocker.proceed?.();
          return Promise.resolve();
        }}
      >
        {t('form.discardText')}
      </ConfirmDialog>
    </>
  );
}
