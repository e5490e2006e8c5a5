import type { WallTime } from '../../app/time/zones.ts';
import { wallTimeIn } from '../../app/time/zones.ts';
import type { Connection, Occurrence, Post } from './questions.ts';
import type { CalendarSearch } from './search.ts';

/** What stands in the calendar, with its time on the project's clocks. */
export type Item =
  | { kind: 'post'; key: string; at: WallTime; post: Post }
  | { kind: 'occurrence'; key: string; at: WallTime; occurrence: Occurrence };

/** Items by their day, each day in the order of time. */
export type ItemsByDay = ReadonlyMap<string, Item[]>;

export const isMovable = ({ state }: Pick<Post, 'state'>): boolean =>
  state === 'draft' || state === 'scheduled';

/** What the filters leave, by day. */
export function arrange(
  posts: Post[],
  occurrences: Occurrence[],
  { account, state }: CalendarSearch,
  { zone, connections }: { zone: string; connections: Connection[] },
): ItemsByDay {
  const platform = connections.find(({ id }) => id === account)?.platform;
  const toAccount = ({ targets }: Post) => targets.some(({ connection_id: id }) => id === account);
  const planGoesThere = ({ plan }: Occurrence) =>
    platform !== undefined &&
    plan.platforms.includes(platform) &&
    (plan.connection_ids.length === 0 || plan.connection_ids.includes(account ?? ''));
  const items: Item[] = [
    ...posts
      .filter((post) => (!account || toAccount(post)) && (!state || post.state === state))
      .map((post) => ({
        kind: 'post' as const,
        key: `post/${post.id}`,
        at: wallTimeIn(zone, post.scheduled_time),
        post,
      })),
    ...occurrences
      .filter((occurrence) => !state && (!account || planGoesThere(occurrence)))
      .map((occurrence) => ({
        kind: 'occurrence' as const,
        key: `plan/${occurrence.plan.id}/${occurrence.at}`,
        at: wallTimeIn(zone, occurrence.at),
        occurrence,
      })),
  ];
  items.sort((one, other) => one.at.localeCompare(other.at));
  return Map.groupBy(items, ({ at }) => at.slice(0, 10));
}
