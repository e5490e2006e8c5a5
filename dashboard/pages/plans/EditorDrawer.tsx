import { Drawer } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { useAppTexts, useLanguage } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { FormSkeleton } from '../../components/Skeletons.tsx';
import { useFirst } from '../../components/useFirst.ts';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { draftOf, newDraft } from './draft.ts';
import { PlanForm } from './PlanForm.tsx';
import { planQuery, useAccounts, type Plan } from './questions.ts';
import { usePlansTexts } from './texts.ts';

interface EditorDrawerProps {
  /** A plan to change, or a new one; undefined: nothing is opened. */
  edit: number | 'new' | undefined;
  onClose: () => void;
}

/** Where a plan is made or changed; it asks before changes are lost, however one leaves. */
export function EditorDrawer({ edit, onClose }: EditorDrawerProps) {
  const t = usePlansTexts();
  const app = useAppTexts();
  const plan = usePlan(edit);
  const isDirty = useRef(false);
  const unsaved = useUnsaved(() => isDirty.current);
  const tellDirty = useCallback((dirty: boolean) => {
    isDirty.current = dirty;
  }, []);
  return (
    <>
      <Drawer
        opened={edit !== undefined}
        onClose={onClose}
        title={plan.data ? t('form.editTitle', { name: plan.data.name }) : t('form.newTitle')}
        size="lg"
        closeButtonProps={{ 'aria-label': app('actions.close') }}
      >
        {edit !== undefined && (
          <Editor
            key={edit}
            edit={edit}
            onDirty={tellDirty}
            onSaved={() => {
              tellDirty(false);
              onClose();
            }}
          />
        )}
      </Drawer>
      {unsaved.dialog}
    </>
  );
}

/** The plan as it is by now, whatever was read of it before; of a new one, nothing. */
function usePlan(edit: number | 'new' | undefined) {
  const { id } = useProject();
  const isThere = typeof edit === 'number';
  const language = useLanguage();
  return useQuery({ ...planQuery(id, isThere ? edit : 0, language), enabled: isThere, staleTime: 0 });
}

interface EditorProps {
  edit: number | 'new';
  onDirty: (dirty: boolean) => void;
  onSaved: () => void;
}

/** The form, once all is there to begin with. What comes, or fails to come, afterwards takes nothing from it. */
function Editor({ edit, onDirty, onSaved }: EditorProps) {
  const t = usePlansTexts();
  const { timezone } = useProject();
  const plan = usePlan(edit);
  const accounts = useAccounts();
  const failed = [accounts, plan].find(({ isError }) => isError);
  const isNew = edit === 'new';
  const isThere = isNew || (plan.data !== undefined && plan.isFetchedAfterMount);
  const kept = isNew ? null : (plan.data ?? null);
  const began = useFirst<{ plan: Plan | null }>(
    !failed && isThere && accounts.data ? { plan: kept } : undefined,
  );
  if (!began && failed) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!began || !accounts.data) return <FormSkeleton fields={5} />;
  if (isNew && accounts.data.length === 0)
    return (
      <EmptyState icon={IconPlugConnected} title={t('form.none')}>
        <ButtonLink to="/dashboard/accounts" search={{ connect: true }}>
          {t('form.connect')}
        </ButtonLink>
      </EmptyState>
    );
  return (
    <PlanForm
      plan={began.plan}
      accounts={accounts.data}
      before={began.plan ? draftOf(began.plan, accounts.data) : newDraft(timezone)}
      onDirty={onDirty}
      onSaved={onSaved}
    />
  );
}
