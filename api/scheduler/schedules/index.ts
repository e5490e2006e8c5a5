import type { Endpoint } from '../../endpoint.ts';
import { pause, preview, resume, runNow } from './actions.ts';
import { occurrences } from './occurrences.ts';
import { previewTimes } from './previewTimes.ts';
import { create, detail, edit, list, remove } from './plans.ts';

/** /api/scheduler/schedules: plans that recur. */
export const schedules: Endpoint[] = [
  list,
  create,
  previewTimes,
  occurrences,
  detail,
  edit,
  remove,
  pause,
  resume,
  runNow,
  preview,
];
