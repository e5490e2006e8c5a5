import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconClock,
  IconHelp,
  IconPencil,
  IconPlus,
  IconSend,
  IconUpload,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { StoryEvent } from './questions.ts';

interface Look {
  icon: TablerIcon;
  color: string;
}

const edited = { icon: IconPencil, color: 'gray' };
const good = { icon: IconCheck, color: 'green' };
const bad = { icon: IconX, color: 'red' };
const asks = { icon: IconHelp, color: 'orange' };
const waits = { icon: IconClock, color: 'orange' };
const stopped = { icon: IconBan, color: 'gray' };

const looks: Record<string, Look> = {
  created: { icon: IconPlus, color: 'lagoon' },
  edited,
  late_policy_changed: edited,
  rescheduled: { icon: IconClock, color: 'lagoon' },
  scheduled: { icon: IconClock, color: 'lagoon' },
  publish_now: { icon: IconSend, color: 'lagoon' },
  prepare: { icon: IconUpload, color: 'gray' },
  prepared: { icon: IconUpload, color: 'gray' },
  commit: { icon: IconSend, color: 'gray' },
  accepted: good,
  found: good,
  isThere: good,
  lateAcceptance: good,
  commented: good,
  commentFailed: bad,
  commentUnclear: asks,
  refused: bad,
  giveUp: stopped,
  unprovable: asks,
  ask: asks,
  silence: { icon: IconAlertTriangle, color: 'orange' },
  postponed: waits,
  notSent: waits,
  unauthorised: waits,
  cancelled: stopped,
  cancel: stopped,
  skip: stopped,
};

/** How an event stands in the story. */
export const lookOf = ({ kind }: StoryEvent): Look => looks[kind] ?? { icon: IconClock, color: 'gray' };

/** Whether its reason says more than its sentence does. */
export const saysWhy = ({ kind, code }: StoryEvent): boolean =>
  kind !== 'giveUp' && !(kind === 'silence' && code === 'no_answer');

/** How late it was, in seconds, where that is why; null else. The API writes `34 s` and `90 min`. */
export function latenessOf({ code, platform_answer: detail }: StoryEvent): number | null {
  if (code !== 'begun_late' && code !== 'late') return null;
  const [count, unit] = (detail ?? '').split(' ');
  return Number(count) > 0 ? Number(count) * (unit === 'min' ? 60 : 1) : null;
}

const steps = new Set(['prepare', 'prepared', 'commit', 'cancel', 'spoiled']);

/** A step on the way that only those want to see who look for what went wrong. */
export const isStep = ({ kind, reason, target }: StoryEvent): boolean =>
  (steps.has(kind) && reason === null) || (kind === 'edited' && target !== null);
