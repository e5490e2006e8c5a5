import { StateBadge, type Tone } from '../../components/StateBadge.tsx';
import type { Plan, PlanRun } from './questions.ts';
import { usePlansTexts } from './texts.ts';

const tones: Record<string, Tone> = {
  active: 'good',
  paused: 'neutral',
  paused_by_operator: 'attention',
  not_scheduled: 'bad',
  ended: 'neutral',
};

export function PlanState({ state }: { state: Plan['state'] }) {
  const t = usePlansTexts();
  return <StateBadge tone={tones[state] ?? 'neutral'} label={t(`states.${state}`)} />;
}

/** How a run ended: where only some accounts got a post, that is said. */
export function RunState({ run }: { run: PlanRun }) {
  const t = usePlansTexts();
  const isPartial = run.state === 'made' && run.platforms.some(({ problem }) => problem !== null);
  if (isPartial) return <StateBadge tone="attention" label={t('runs.partly')} size="sm" />;
  const runTones = { open: 'running', held: 'attention', made: 'good', skipped: 'neutral' } as const;
  return <StateBadge tone={runTones[run.state]} label={t(`runs.${run.state}`)} size="sm" />;
}
