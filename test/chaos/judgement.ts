import { isSettled, type PublicationState } from '../../contracts/ledger.ts';
import { rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import type { TestSandbox } from '../support/testSandbox.ts';
import { ask } from './sandboxControl.ts';
import { textOf, type KnownPost } from './traffic.ts';

/** A promise that was broken. */
interface Violation {
  promise: string;
  word: string;
  platform: string;
  detail: string;
}

export interface Judgement {
  violations: Violation[];
  posts: number;
  /** Posts at accounts, by what the ledger says. */
  verdicts: Record<string, number>;
  /** Requests that could have published, and posts that are live. */
  requests: number;
  live: number;
}

interface OurTarget {
  postId: number;
  platform: string;
  state: PublicationState;
  externalId: string | null;
  code: string | null;
  detail: string | null;
  epoch: number;
  due: Date;
}

/** How the platforms' ledger and ours differ, post by post and account by account. */
export async function judge(posts: KnownPost[], sandbox: TestSandbox): Promise<Judgement> {
  const ours = await rows<OurTarget>(
    `select p.post_id as "postId", p.platform, p.state, p.platform_post_id as "externalId", p.epoch,
       p.problem_code as code, p.problem_detail as detail, s.scheduled_time as due
     from publications p join scheduled_posts s on s.id = p.post_id`,
  );
  const theirs = byWord(await ask(sandbox, 'posts'));
  const asked = byWord(await ask(sandbox, 'requests'));
  const comments = await commentsByPost(posts, sandbox);
  const targetsOf = Map.groupBy(ours, ({ postId }) => postId);
  const verdicts: Record<string, number> = {};
  const violations: Violation[] = [];
  let [live, requests] = [0, 0];
  for (const post of posts)
    for (const platform of post.platforms) {
      const target = targetsOf.get(post.id)?.find((each) => each.platform === platform);
      const key = `${platform} ${post.word}`;
      const [published, sent] = [theirs.get(key) ?? [], asked.get(key) ?? []];
      live += published.length;
      requests += sent.length;
      const verdict = target ? verdictOf(target) : 'gone';
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      const story = () => timelineOf(post.id, platform);
      const written = published.map(({ id }) => comments.get(`${platform} ${id}`) ?? 0);
      for (const [promise, detail] of [...broken(post, target, published, sent), ...doubledComments(written)])
        violations.push({
          promise,
          word: post.word,
          platform,
          detail: `post ${post.id}: ${detail}; ${await story()}`,
        });
    }
  return { violations, posts: posts.length, verdicts, requests, live };
}

const verdictOf = ({ state, code }: OurTarget) =>
  state === 'rejected' || state === 'parked' || state === 'skipped'
    ? `${state} (${code ?? 'no code'})`
    : state;

function broken(
  post: KnownPost,
  target: OurTarget | undefined,
  live: Json[],
  sent: Json[],
): [string, string][] {
  if (!target) return [['nothing is lost', 'it has no publication']];
  const { state, due } = target;
  const found: [string, string][] = [];
  const say = `${state}, epoch ${target.epoch}, ${target.code ?? ''} ${target.detail ?? ''}`;
  const times = live.map(({ id, at }) => `${id} at ${new Date(Number(at)).toISOString()}`).join(', ');
  if (live.length > 1) found.push(['nothing is doubled', times]);
  if (!isSettled(state) || state === 'waiting') found.push(['every post has a verdict, or a question', say]);
  if (live.length > 0 && ['rejected', 'skipped', 'cancelled'].includes(state))
    found.push(['nothing is called failed that is live', say]);
  if (live.length === 0 && state === 'published')
    found.push(['nothing is called published that is not', say]);
  if (live.length === 1 && state === 'published' && target.externalId !== live[0].id)
    found.push(['what is kept is the address of the post', `${target.externalId} is ${live[0].id}`]);
  const isAfter = ({ at }: Json) => at > (post.cancelledAt ?? 0);
  // One that was refused before, by a platform that was busy, is no post.
  if (post.cancelled && (live.length > 0 || sent.some(isAfter)))
    found.push(['what was cancelled is not sent', say]);
  if (!post.restCancelled && post.cancelled !== (state === 'cancelled'))
    found.push(['what was cancelled is so, and nothing else', say]);
  const early = sent.filter(({ at }) => at < due.getTime());
  if (early.length > 0)
    found.push(['nothing goes out before its time', `${due.getTime() - early[0].at} ms early`]);
  const wanted = textOf(post.word, post.version);
  const other = live.filter(
    ({ text, details }) => !text.includes(wanted) && !JSON.stringify(details).includes(wanted),
  );
  if (other.length > 0)
    found.push(['an edit that was taken is what goes out', `${other[0].text}, not ${wanted}`]);
  return found;
}

/** How many comments stand below each live post, by platform and post. */
async function commentsByPost(posts: KnownPost[], sandbox: TestSandbox): Promise<Map<string, number>> {
  const counted = new Map<string, number>();
  for (const platform of new Set(posts.flatMap(({ platforms }) => platforms)))
    for (const { postId } of await ask(sandbox, `comments?platform=${platform}`)) {
      const key = `${platform} ${postId}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
  return counted;
}

const doubledComments = (written: number[]): [string, string][] =>
  written
    .filter((count) => count > 1)
    .map((count) => ['a first comment is written once', `${count} comments`]);

/** Every request to a platform that could have published for an account, by the platform's own ledger. */
export const requestsOf = (sandbox: TestSandbox, platform: string, account: string): Promise<Json[]> =>
  ask(sandbox, `requests?platform=${platform}&account=${account}`);

/** What our own timeline tells of a post at an account. */
async function timelineOf(postId: number, platform: string): Promise<string> {
  const events = await rows<{ told: string }>(
    `select to_char(e.at, 'HH24:MI:SS.MS') || ' ' || e.kind || coalesce(' #' || e.epoch, '') ||
       coalesce(' ' || e.code, '') as told
     from post_events e left join publications p on p.id = e.publication_id
     where e.post_id = $1 and (p.id is null or p.platform = $2) order by e.id`,
    [postId, platform],
  );
  return events.map(({ told }) => told).join(', ');
}

/** By platform and the word that a post has in its text or its title. */
const byWord = (list: Json[]): Map<string, Json[]> =>
  Map.groupBy(list, ({ platform, text, details }) => {
    const word = /\bk[0-9a-f]{12}\b/.exec(`${text} ${JSON.stringify(details ?? {})}`)?.[0];
    return `${platform} ${word ?? 'unknown'}`;
  });
