import { ApiProblem, pauseAfter } from '../client/problem.ts';
import { oneTabAtATime } from '../session/tabs.ts';
import { listen, type LiveNews } from './stream.ts';

/** Whether what is shown follows what happens: `lost` is told to the person. */
export type LiveState = 'connecting' | 'live' | 'lost';

export interface Live {
  stop(): void;
}

interface Shared {
  news?: LiveNews;
  state?: LiveState;
}

/** The server ends every stream after a while: coming again at once is not worth a word. */
const toldAfter = 2;

/**
 * Tells what happens in a project. One tab of the browser listens (HTTP/1.1 allows six connections), and tells the
 * others; when it is closed, another goes on where it was.
 */
export function follow(
  projectId: string,
  hear: (news: LiveNews) => void,
  tell: (state: LiveState) => void,
): Live {
  const channel = new BroadcastChannel(`socialsync-live/${projectId}`);
  const ending = new AbortController();
  // Of this tab: it is there after a reload, and when another project was looked at meanwhile.
  const place = `socialsync.lastEvent/${projectId}`;

  const take = ({ news, state }: Shared) => {
    if (news) {
      if (news.id) sessionStorage.setItem(place, news.id);
      hear(news);
    }
    if (state) tell(state);
  };
  const share = (shared: Shared) => {
    // Nobody listens here any more, and the channel is closed.
    if (ending.signal.aborted) return;
    channel.postMessage(shared);
    take(shared);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<Shared>) => take(data));

  async function lead(): Promise<void> {
    let failures = 0;
    while (!ending.signal.aborted) {
      let failure: unknown = null;
      try {
        await listen(
          projectId,
          sessionStorage.getItem(place),
          (news) => {
            failures = 0;
            if (news.name !== 'changed') share({ state: 'live' });
            share({ news });
          },
          ending.signal,
        );
      } catch (error) {
        // Nobody is signed in any more, or is no member: whatever shows the page finds out by its own calls.
        if (error instanceof ApiProblem && error.status < 500 && error.status !== 429)
          return share({ state: 'lost' });
        failure = error;
      }
      if (ending.signal.aborted) return;
      failures += 1;
      if (failures >= toldAfter) share({ state: 'lost' });
      await pause(pauseAfter(failures - 1, failure), ending.signal);
    }
  }

  void oneTabAtATime(`socialsync-live/${projectId}`, async () => {
    if (!ending.signal.aborted) await lead();
  });
  return {
    stop() {
      ending.abort();
      channel.close();
    },
  };
}

/** Waits, not longer than until the browser is online again. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds * (0.75 + Math.random() / 2));
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
