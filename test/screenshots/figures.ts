import { rows } from '../../db/query.ts';

/**
 * What a month of daily updates would have left: followers who come slowly, figures of posts that follow. Platforms tell
 * only of today, so that days before it are written here. Two days are missing, as when a platform was away.
 */
export async function keepFigures(projectId: string): Promise<void> {
  await rows(
    `insert into social_media_stats
       (connection_id, recorded_at, followers, following, posts, views, reach, likes, comments, shares, engagement_rate)
     select s.connection_id, now() - make_interval(days => d), s.followers - round(s.followers * d * 0.0021)
         - (d * 37 + d * d * 11) % 60, s.following, s.posts, s.views, s.reach - s.reach * d / 90 + (d * 173) % 400,
       s.likes - s.likes * d / 80, s.comments - s.comments * d / 70, s.shares - s.shares * d / 75,
       s.engagement_rate * (1 - d / 200.0 + ((d * 7) % 5) / 60.0)
     from (select distinct on (connection_id) s.* from social_media_stats s
           join social_media_connections c on c.id = s.connection_id
           where c.project_id = $1 order by connection_id, recorded_at desc) s
     cross join generate_series(1, 40) d where d not in (12, 13) returning id`,
    [projectId],
  );
  await rows(
    "update social_media_connections set created_at = now() - interval '41 days' where project_id = $1 returning id",
    [projectId],
  );
  await rows(
    `insert into social_media_posts (connection_id, external_id, url, kind, caption, published_at, likes, comments,
       shares, views, reach, engagement_rate)
     select p.connection_id, p.platform_post_id, p.platform_post_url, 'image', s.caption, p.published_at,
       140 + (s.id * 97) % 260, 6 + (s.id * 13) % 24, 3 + (s.id * 7) % 18, 2100 + (s.id * 331) % 2600,
       1800 + (s.id * 271) % 2200, 0.05 + (s.id % 5) * 0.008
     from publications p join scheduled_posts s on s.id = p.post_id
     where p.project_id = $1 and p.platform_post_id is not null
     on conflict (connection_id, external_id) do update set published_at = excluded.published_at,
       likes = excluded.likes, comments = excluded.comments, shares = excluded.shares, views = excluded.views,
       reach = excluded.reach, engagement_rate = excluded.engagement_rate returning id`,
    [projectId],
  );
}
