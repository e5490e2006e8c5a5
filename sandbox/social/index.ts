import type Router from '@koa/router';
import { readBody } from '../readBody.ts';
import type { StandIn } from '../standIn.ts';
import type { Store } from '../store.ts';
import { advanceClock, resetClock } from './clock.ts';
import { mountSocialControl } from './control.ts';
import { clockSteps } from './homeSection.ts';
import { mountChats } from './messaging/chatPages.ts';
import { mountMessagingControl } from './messaging/control.ts';
import type { PlatformStandIn } from './mountPlatform.ts';
import { mountPictures } from './pictures.ts';
import type { Platform } from './platform.ts';
import { mountLedger } from './publishing/control.ts';
import { mountFeeds } from './publishing/feedPage.ts';
import { mountMedia } from './publishing/media.ts';

/** The social platforms among the stand-ins. */
export const platformsOf = (standIns: StandIn[]): Platform[] =>
  standIns
    .filter((standIn): standIn is PlatformStandIn => 'platform' in standIn)
    .map(({ platform }) => platform);

/** What all social platforms share: control, pictures, the ledger, the feeds, and the front page's clock. */
export function mountSocial(router: Router, store: Store, standIns: StandIn[]): void {
  mountSocialControl(router, store, platformsOf(standIns));
  mountMessagingControl(router, store, platformsOf(standIns));
  mountChats(router, store, platformsOf(standIns));
  mountPictures(router, store);
  mountMedia(router, store);
  mountLedger(router, store);
  mountFeeds(router, store, platformsOf(standIns));
  router.post('/clock', async (ctx) => {
    const form = new URLSearchParams(await readBody(ctx));
    const step = clockSteps.find(({ seconds }) => String(seconds) === form.get('advanceSeconds'));
    if (step) advanceClock(store, step.seconds);
    else if (form.has('reset')) resetClock(store);
    ctx.redirect('/');
  });
}
