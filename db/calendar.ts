import type { PostState, PublicationState } from '../contracts/ledger.ts';
import { row, rows } from './query.ts';

/** What a calendar shows of a post. */
export interface CalendarPostRow {
  id: number;
  scheduledTime: Date;
  state: PostState;
  /** Its first 300 characters. */
  caption: string;
  /** The first picture, while it is there. */
  image: { id: number; fileKey: string } | null;
  targets: {
    id: string;
    connectionId: string | null;
    platform: string;
    username: string | null;
    state: PublicationState;
  }[];
}

interface Span {
  from: string;
  /** Excluded. */
  until: string;
  limit: number;
  offset: number;
}

/** A page of a project's posts between two instants, the earliest first, and how many there are in all. */
export async function findCalendar(
  projectId: string,
  { from, until, limit, offset }: Span,
): Promise<{ count: number; rows: CalendarPostRow[] }> {
  const where = `from scheduled_posts s where s.project_id = $1
    and s.scheduled_time >= $2::timestamptz and s.scheduled_time < $3::timestamptz`;
  const span = [projectId, from, until];
  const [counted, found] = await Promise.all([
    row<{ count: number }>(`select count(*)::int as count ${where}`, span),
    rows<CalendarPostRow>(
      `select s.id, s.scheduled_time as "scheduledTime", s.state, left(s.caption, 300) as caption,
         (select case when m.kind = 'image' and m.image_id is not null
            then json_build_object('id', m.image_id, 'fileKey', m.file_key) end
          from post_media m where m.post_id = s.id order by m.position limit 1) as image,
         coalesce((select json_agg(json_build_object('id', p.id, 'connectionId', p.connection_id,
            'platform', p.platform, 'username', coalesce(c.username, p.account_id), 'state', p.state)
            order by p.position)
          from publications p left join social_media_connections c on c.id = p.connection_id
          where p.post_id = s.id), '[]') as targets
       ${where} order by s.scheduled_time, s.id limit $4 offset $5`,
      [...span, limit, offset],
    ),
  ]);
  return { count: counted?.count ?? 0, rows: found };
}
