import { rows } from './query.ts';

/*
 * What our own rows say of a publication whose call had no clear answer: whether it may be live, or surely is not.
 */

/** A platform may date a post so much later than the call that published it: it works on a film for that long. */
const datedWithin = `interval '1 day'`;

/**
 * Ids that are posts of ours at an account, other than this publication's: they prove nothing about it. Those that were
 * published so long before `since` that nobody takes them for evidence are left out.
 */
export async function readKnownPosts(
  publicationId: string,
  accountId: string,
  platform: string,
  since: Date,
): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    `select platform_post_id as id from publications
     where account_id = $2 and platform = $3 and id <> $1 and platform_post_id is not null
       and published_at >= $4::timestamptz - ${datedWithin}`,
    [publicationId, accountId, platform, since],
  );
  return new Set(found.map(({ id }) => id));
}

/**
 * Whether a call that sent this very content brought no answer, and was not proven since to have done nothing: then a
 * refused duplicate may be that call's own post.
 */
export async function wasSilent(publicationId: string, contentHash: string): Promise<boolean> {
  const silent = await rows(
    `select 1 as silent from post_events where publication_id = $1 and kind = 'silence' and content_hash = $2
       and id > coalesce((select max(id) from post_events where publication_id = $1 and kind = 'absent'), 0) limit 1`,
    [publicationId, contentHash],
  );
  return silent.length > 0;
}

/** Another publication of ours at this account, which is live since not long ago with the very same content. */
const hasTwin = `exists (
  select from publications o where o.platform = p.platform and o.account_id = p.account_id and o.id <> p.id
    and o.platform_post_id is not null and o.published_at >= now() - ${datedWithin} and o.content_hash = p.content_hash)`;

/** When the first call with unknown outcome began that sent what the last call sent. */
const firstSilence = `(select min(c.at) from post_events c where c.publication_id = p.id and c.kind = 'commit'
  and c.content_hash = p.content_hash and exists (select from post_events s
    where s.publication_id = p.id and s.kind = 'silence' and s.epoch = c.epoch))`;

/**
 * Whether a platform that refuses what the publication sent last as a duplicate means an earlier call of its own: one
 * had an unknown outcome, if it was read back as absent since, and no other post of ours explains the refusal.
 */
export async function mayDuplicateItself(publicationId: string): Promise<boolean> {
  const found = await rows<{ may: boolean }>(
    `select ${firstSilence} is not null and not ${hasTwin} as may from publications p where p.id = $1`,
    [publicationId],
  );
  return found[0]?.may ?? false;
}

/**
 * Where the last call was refused as a duplicate of an earlier one of this publication: when that one began. The post
 * is there, whatever a list says. Null where nothing says so.
 */
export async function readOwnDuplicate(publicationId: string): Promise<Date | null> {
  const found = await rows<{ since: Date | null }>(
    `select ${firstSilence} as since from publications p where p.id = $1 and not ${hasTwin} and 'duplicate' = (
       select e.code from post_events e where e.publication_id = p.id and e.epoch = p.epoch
         and e.kind in ('silence', 'refused') order by e.id desc limit 1)`,
    [publicationId],
  );
  return found[0]?.since ?? null;
}

/** Whether any call's outcome was ever unknown: then it may be live, whatever came later. */
export async function wasEverUnknown(publicationId: string): Promise<boolean> {
  const found = await rows(
    `select 1 as told from post_events where publication_id = $1 and kind = 'silence' limit 1`,
    [publicationId],
  );
  return found.length > 0;
}

/** Whether a refused duplicate of itself can be read back, with what was prepared for its last call. */
export async function canReadBack(publicationId: string): Promise<boolean> {
  const found = await rows<{ can: boolean }>(
    `select p.state = 'rejected' and p.handle_encrypted is not null and p.handle_version = s.content_version as can
     from publications p join scheduled_posts s on s.id = p.post_id where p.id = $1`,
    [publicationId],
  );
  return (found[0]?.can ?? false) && (await readOwnDuplicate(publicationId)) !== null;
}

/** How many calls were proven to have done nothing since a person, or an edit, last set it going. */
export async function countAbsences(publicationId: string): Promise<number> {
  const found = await rows<{ count: number }>(
    `select count(*)::int as count from post_events where publication_id = $1 and kind = 'absent'
       and id > coalesce((select max(id) from post_events where publication_id = $1
         and kind in ('postAgain', 'retry', 'edited', 'reconnected')), 0)`,
    [publicationId],
  );
  return found[0]?.count ?? 0;
}
