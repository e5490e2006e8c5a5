import type { Endpoint } from '../endpoint.ts';
import { calendar } from './calendar.ts';
import { captions } from './captions.ts';
import { resolve, retry } from './decisions.ts';
import { cancel, detail, edit, list, remove } from './posts.ts';
import { publishPostNow, takeBack } from './publishNow.ts';
import { schedule } from './schedule.ts';
import { schedules } from './schedules/index.ts';
import { statistics } from './statistics.ts';
import { timeline } from './timeline.ts';
import { uploadVideo } from './uploadVideo.ts';
import { validatePost } from './validate.ts';

/** /api/scheduler: posts, from the plan to the platform, and plans that recur. */
export const scheduler: Endpoint[] = [
  schedule,
  validatePost,
  statistics,
  calendar,
  list,
  detail,
  edit,
  remove,
  cancel,
  publishPostNow,
  takeBack,
  timeline,
  resolve,
  retry,
  ...captions,
  uploadVideo,
  ...schedules,
];
