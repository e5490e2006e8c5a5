/**
 * Writes a post, its media, a publication for each target, the beginning of its timeline, and the promise of its
 * workflow: all of it, or nothing and no row, where the project was deleted or an image or account is not any more what
 * it was when the post was judged; those are held until the post stands. A draft may have accounts that want to be
 * connected again, and images that nobody has validated yet. A function, for its plan is made once a
 * connection to the database: as one statement that is planned anew each time it took twice the time
 * (docs/BENCHMARKS.md), and prepared statements do not pass a transaction pooler.
 */
export const up = `
-- For each text the newest post at its account that has it, within 30 days or to come. A post's text is its own, or the
-- target's: two ways to find it, each by an index on its digest.
create function find_duplicate_posts(in_project uuid, in_texts jsonb)
  returns table ("connectionId" uuid, "postId" integer) language plpgsql stable as $body$
begin
  return query
  select t."connectionId", found.id
  from jsonb_to_recordset(in_texts) as t("connectionId" uuid, caption text, hashtags text)
  cross join lateral (
    (select s.id from scheduled_posts s
     where s.project_id = in_project and md5(s.caption || ' ' || s.hashtags) = md5(t.caption || ' ' || t.hashtags)
       and s.caption = t.caption and s.hashtags = t.hashtags and s.state not in ('draft', 'cancelled')
       and s.scheduled_time > now() - interval '30 days'
       -- The offset keeps it a look-up for each post: a join would be planned by what young tables look like, and read all.
       and exists (
         select from publications p
         where p.post_id = s.id and p.connection_id = t."connectionId" and p.caption is null
           and p.state not in ('rejected', 'cancelled', 'skipped') offset 0)
     order by s.id desc limit 1)
    union all
    (select s.id from publications p join scheduled_posts s on s.id = p.post_id
     where p.connection_id = t."connectionId" and md5(p.caption) = md5(t.caption) and p.caption = t.caption
       and s.project_id = in_project and s.hashtags = t.hashtags and s.state not in ('draft', 'cancelled')
       and s.scheduled_time > now() - interval '30 days' and p.state not in ('rejected', 'cancelled', 'skipped')
     order by s.id desc limit 1)
    order by id desc limit 1
  ) as found;
end $body$;

create function schedule_post(
  in_project uuid, in_accounts uuid[], in_images integer[], in_user uuid, in_caption text, in_hashtags text,
  in_placement text, in_time timestamptz, in_state text, in_late_minutes integer, in_late_action text,
  in_media jsonb, in_targets jsonb
) returns table (id integer, "createdAt" timestamptz, targets jsonb, duplicates jsonb) language plpgsql as $body$
#variable_conflict use_column
begin
  return query
  with project as (
    select id from projects where id = in_project and deleted_at is null for share
  ), accounts as (
    select id, platform, external_id from social_media_connections
    where project_id = in_project and id = any(in_accounts)
      and (in_state = 'draft' or connection_status in ('active', 'error'))
    for key share
  ), pictures as (
    select id from images
    where project_id = in_project and id = any(in_images) and (in_state = 'draft' or status = 'validated')
      and file_key is not null
    for share
  ), post as (
    insert into scheduled_posts (project_id, user_id, caption, hashtags, placement, scheduled_time, state,
      late_minutes, late_action)
    select id, in_user, in_caption, in_hashtags, in_placement, in_time, in_state, in_late_minutes, in_late_action
    from project
    where (select count(*) from accounts) = cardinality(in_accounts)
      and (select count(*) from pictures) = cardinality(in_images)
    returning id, created_at
  ), media as (
    insert into post_media (post_id, position, kind, image_id, file_key, alt_text)
    select post.id, m.position, m.kind, m."imageId", m."fileKey", m."altText"
    from post, jsonb_to_recordset(in_media)
      as m(position int, kind text, "imageId" int, "fileKey" text, "altText" text)
  ), written as (
    insert into publications (post_id, project_id, connection_id, platform, account_id, position, caption,
      first_comment, alt_texts, options)
    select post.id, in_project, a.id, a.platform, a.external_id, t.position, t.caption, t."firstComment",
      t."altTexts", t.options
    from post, jsonb_to_recordset(in_targets)
      as t(position int, "connectionId" uuid, caption text, "firstComment" text, "altTexts" jsonb, options jsonb)
    join accounts a on a.id = t."connectionId"
    returning id, connection_id
  ), told as (
    insert into post_events (post_id, kind, state, actor_id) select id, 'created', in_state, in_user from post
  ), promise as (
    insert into outbox (action, workflow, input, project_id)
    select 'start', 'publishPost', jsonb_build_object('postId', id), in_project from post
    where in_state = 'scheduled'
  )
  select post.id, post.created_at, (select coalesce(jsonb_object_agg(connection_id, written.id), '{}') from written),
    (select jsonb_object_agg("connectionId", "postId") from find_duplicate_posts(in_project, (
      select jsonb_agg(jsonb_build_object('connectionId', t."connectionId",
        'caption', coalesce(t.caption, in_caption), 'hashtags', in_hashtags))
      from jsonb_to_recordset(in_targets) as t("connectionId" uuid, caption text))))
  from post;
end $body$;
`;

export const down = `drop function schedule_post; drop function find_duplicate_posts;`;
