import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { PlanWritten } from '../../../contracts/recurring.ts';
import { api } from '../../app/client/api.ts';
import { ApiProblem, hasCode } from '../../app/client/problem.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useRefresh } from '../../app/projects/projects.ts';
import { notify } from '../../components/notify.tsx';
import { changesOf, chosenOf, requestOf, type PlanDraft } from './draft.ts';
import { plansPath, type Account, type Plan } from './questions.ts';
import { usePlansTexts } from './texts.ts';

type Errors = Record<string, string>;

interface PlanSaving {
  isSending: boolean;
  /** What is wrong with a field, by the API's name of it: `rrule`, `options.title`. */
  errors: Errors;
  /** What the API said of the plan as a whole. */
  error: unknown;
  /** That somebody else changed it meanwhile, of which one is asked; null: nobody has. */
  conflict: unknown;
  keepWriting: () => void;
  /** `anyway`: also where somebody else changed it meanwhile. */
  save: (anyway?: 'anyway') => Promise<void>;
}

interface PlanSavingOptions {
  /** The plan that is changed; null: a new one is made. */
  plan: Plan | null;
  draft: PlanDraft;
  /** What the form began with. */
  first: PlanDraft;
  accounts: Account[];
  onSaved: () => void;
}

/** The fields that stand in the form. What is said of another is said of the whole. */
const fields = new Set([
  ...['name', 'platforms', 'connection_ids', 'frequency', 'time_of_day', 'timezone', 'days_of_week'],
  ...['day_of_month', 'rrule', 'start_date', 'end_date', 'tag', 'prompt', 'caption', 'hashtags', 'options'],
]);

/** Makes a plan or changes one; what is pressed twice is made once. */
export function usePlanSaving({ plan, draft, first, accounts, onSaved }: PlanSavingOptions): PlanSaving {
  const t = usePlansTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const [isSending, setSending] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<unknown>(null);
  const intent = useRef({ request: '', key: '' });

  const missing = (): Errors => ({
    ...(draft.name.trim() === '' && { name: app('required') }),
    ...(draft.places.length === 0 && { platforms: t('form.chooseAccount') }),
    ...(draft.frequency === 'weekly' && draft.days.length === 0 && { days_of_week: t('form.chooseDay') }),
    ...(draft.frequency === 'rrule' && draft.rule.trim() === '' && { rrule: app('required') }),
    ...(draft.caption.trim() === '' && (!plan || first.caption !== '') && { caption: app('required') }),
    ...(draft.time === '' && { time_of_day: app('required') }),
    ...(draft.from === '' && { start_date: app('required') }),
    ...Object.fromEntries(
      chosenOf(draft, accounts)
        .flatMap(({ rules }) => Object.entries(rules.options))
        .filter(([name, rule]) => rule.required && rule.default === null && !draft.options[name]?.trim())
        .map(([name]) => [`options.${name}`, app('required')]),
    ),
  });

  async function write(anyway: boolean): Promise<z.infer<typeof PlanWritten>> {
    if (plan) {
      const changes = { ...changesOf(draft, first, accounts), ...(!anyway && { version: plan.version }) };
      return api.patch(`${plansPath}/${plan.id}`, { body: changes });
    }
    const body = requestOf(draft, accounts);
    const request = JSON.stringify(body);
    if (intent.current.request !== request) intent.current = { request, key: crypto.randomUUID() };
    return api.post(plansPath, { body, idempotencyKey: intent.current.key });
  }

  async function save(anyway?: 'anyway'): Promise<void> {
    const found = missing();
    setErrors(found);
    setError(null);
    setConflict(null);
    if (Object.keys(found).length > 0) return;
    setSending(true);
    try {
      const { name, warnings } = await write(anyway !== undefined);
      notify.done(
        [t(plan ? 'form.saved' : 'form.created', { name }), ...warnings.map(({ message }) => message)].join(
          ' ',
        ),
      );
      onSaved();
      await refresh('plans');
    } catch (problem) {
      if (hasCode(problem, 'changed_meanwhile')) return setConflict(problem);
      const details = problem instanceof ApiProblem ? problem.problem.details : {};
      const known = Object.entries(details).filter(([field]) => fields.has(field.split('.')[0] ?? ''));
      setErrors(Object.fromEntries(known.map(([field, texts]) => [formField(field), texts.join(' ')])));
      if (known.length === 0) setError(problem);
    } finally {
      setSending(false);
    }
  }

  return { isSending, errors, error, conflict, keepWriting: () => setConflict(null), save };
}

/** `platforms.0` and `connection_ids.0` are told at the accounts. */
function formField(field: string): string {
  const [name = ''] = field.split('.');
  if (name === 'connection_ids') return 'platforms';
  return name === 'options' ? field : name;
}
