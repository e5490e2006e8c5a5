import type { PostState, PublicationState } from '../contracts/ledger.ts';
import type { PostPlan } from '../contracts/publishing.ts';
import { inBatches } from './inBatches.ts';
import { rows } from './query.ts';

const inMs = (column: string) => `(extract(epoch from ${column}) * 1000)::double precision`;

const lateFrom = `greatest(s.scheduled_time, p.released_at)`;

/**
 * What a post still needs; null when there is none. Those of many posts are read together. Of a draft, which may have no
 * time, nothing is due: it is not open.
 */
export const readPlan: (postId: number) => Promise<PostPlan | null> = inBatches(async (postIds: number[]) => {
  const found = await rows<PostPlan & { id: number; state: PostState }>(
    `select s.id, s.state, ${inMs('coalesce(s.scheduled_time, s.created_at)')} as "dueAt", s.content_version as "contentVersion",
       coalesce(json_agg(json_build_object(
         'id', p.id, 'platform', p.platform, 'state', p.state,
         'resumeAt', ${inMs('p.resume_at')}, 'handleUntil', ${inMs('p.handle_until')},
         'deadlineAt', ${inMs('p.commit_deadline_at')}, 'commentDue', p.first_comment_state in ('due', 'writing'),
         'lateAt', case when s.late_action <> 'publish' then ${inMs(`${lateFrom} + make_interval(mins => s.late_minutes)`)} end,
         'isTold', 'waiting ' || p.id = any(s.notices))
         order by p.position) filter (where p.id is not null), '[]') as targets
     from scheduled_posts s left join publications p on p.post_id = s.id
     where s.id = any($1::int[]) group by s.id`,
    [postIds],
  );
  const plans = new Map(
    found.map(({ id, state, ...plan }) => [
      id,
      { ...plan, open: state !== 'draft' && state !== 'cancelled' },
    ]),
  );
  return postIds.map((id) => plans.get(id) ?? null);
});

interface PublicationMedia {
  kind: 'image' | 'video';
  fileKey: string;
  altText: string | null;
}

/** Everything that publishing one target needs, read together. */
export interface PublicationSubject {
  id: string;
  postId: number;
  projectId: string;
  connectionId: string | null;
  platform: string;
  accountId: string;
  tokenEncrypted: Buffer | null;
  state: PublicationState;
  postState: PostState;
  epoch: number;
  attempts: number;
  /** Until it is due, by the database's clock. */
  dueInMs: number;
  contentVersion: number;
  handleEncrypted: Buffer | null;
  handleVersion: number | null;
  /** Whether what was prepared is of this content, and of use until it is sent. */
  handleServes: boolean;
  commitBeganAt: Date | null;
  /** Until the call that publishes has surely ended, by the database's clock; null where none was made. */
  deadlineInMs: number | null;
  /** Since when a call of this content may have published it. */
  evidenceSince: Date | null;
  platformPostId: string | null;
  /** Whether it is later than its late policy allows, and what shall happen then. */
  isLate: boolean;
  lateAction: 'skip' | 'ask' | 'publish';
  lateByMs: number;
  placement: 'feed' | 'story';
  caption: string;
  hashtags: string;
  firstComment: string | null;
  options: Record<string, string>;
  media: PublicationMedia[];
}

/** One target with its post; null when there is none. Those of many are read together. */
export const readSubject: (publicationId: string) => Promise<PublicationSubject | null> = inBatches(
  async (publicationIds: string[]) => {
    const found = await rows<PublicationSubject>(
      `select p.id, p.post_id as "postId", p.project_id as "projectId", p.connection_id as "connectionId", p.platform,
       p.account_id as "accountId", p.token_encrypted as "tokenEncrypted", p.state, s.state as "postState", p.epoch,
       p.attempts,
       ${inMs('s.scheduled_time - clock_timestamp()')} as "dueInMs",
       s.content_version as "contentVersion", p.handle_encrypted as "handleEncrypted",
       p.handle_version as "handleVersion",
       coalesce(p.handle_version = s.content_version, false) and (p.handle_until is null
         or p.handle_until > greatest(s.scheduled_time, p.resume_at, clock_timestamp())) as "handleServes",
       p.commit_began_at as "commitBeganAt",
       ${inMs('p.commit_deadline_at - clock_timestamp()')} as "deadlineInMs", p.evidence_since as "evidenceSince", p.platform_post_id as "platformPostId",
       s.late_action <> 'publish' and clock_timestamp() > ${lateFrom} + make_interval(mins => s.late_minutes)
         as "isLate",
       s.late_action as "lateAction", ${inMs(`clock_timestamp() - ${lateFrom}`)} as "lateByMs",
       s.placement, coalesce(p.caption, s.caption) as caption, s.hashtags,
       p.first_comment as "firstComment", p.options,
       coalesce((select json_agg(json_build_object('kind', m.kind, 'fileKey', m.file_key,
           'altText', coalesce(p.alt_texts ->> m.position::int, m.alt_text)) order by m.position)
         from post_media m where m.post_id = s.id), '[]') as media
     from publications p join scheduled_posts s on s.id = p.post_id
     where p.id = any($1::uuid[])`,
      [publicationIds],
    );
    const subjects = new Map(found.map((subject) => [subject.id, subject]));
    return publicationIds.map((id) => subjects.get(id) ?? null);
  },
);
