/**
 * Queries that most requests make, as functions: the plan of one is then made once a connection to the database, where a
 * statement that comes as text is planned anew each time, which took four fifths of its time (docs/BENCHMARKS.md).
 */
export const up = `
-- Who a session's access token speaks for, and what they are in a project: the one that is named, else their default one;
-- nulls where they are no member. The columns are AccessRow's of db/access.ts.
create function find_caller(in_user uuid, in_session uuid, in_project uuid) returns table (
  "userId" uuid, number integer, username text, email text, "firstName" text, "lastName" text, role text,
  "isActive" boolean, live boolean, "projectId" uuid, "projectName" text, "projectRole" text
) language plpgsql stable as $body$
begin
  return query
  select u.id, u.number, u.username, u.email, u.first_name, u.last_name, u.role, u.is_active,
    s.revoked_at is null and s.expires_at > now(), p.id, p.name, m.role
  from users u join sessions s on s.user_id = u.id
  left join memberships m on m.user_id = u.id and m.project_id = coalesce(in_project, u.default_project_id)
  left join projects p on p.id = m.project_id and p.deleted_at is null
  where u.id = in_user and s.id = in_session;
end $body$;

-- What a post is made of: the project's accounts of these platforms and ids (those that were disconnected only by id), the
-- oldest first, and these images and films of it. A film's id is read from its key, as videoIdOf does.
create function read_ingredients(
  in_project uuid, in_platforms text[], in_accounts uuid[], in_images integer[], in_films uuid[]
) returns table (accounts json, pictures json, films json) language plpgsql stable as $body$
begin
  return query
  select
    (select coalesce(json_agg(json_build_object('id', c.id, 'platform', c.platform, 'externalId', c.external_id,
        'username', c.username, 'status', c.connection_status, 'reason', c.status_reason,
        'statusSince', c.status_since, 'tokenExpiresAt', c.token_expires_at, 'refreshExpiresAt', c.refresh_expires_at,
        'refreshedAt', c.refreshed_at, 'hasRefreshToken', c.refresh_token_encrypted is not null, 'scopes', c.scopes)
        order by c.created_at, c.id), '[]')
     from social_media_connections c where c.project_id = in_project
       and (c.id = any(in_accounts) or c.platform = any(in_platforms) and c.connection_status <> 'revoked')),
    (select coalesce(json_agg(json_build_object('id', i.id, 'status', i.status, 'fileKey', i.file_key)), '[]')
     from images i where i.project_id = in_project and i.id = any(in_images)),
    (select coalesce(json_agg(json_build_object('id', film.id, 'fileKey', film.file_key)), '[]') from (
       select v.id::text, v.file_key from videos v
       where cardinality(in_films) > 0 and v.project_id = in_project and v.id = any(in_films)
       union
       select named.id, m.file_key
       from scheduled_posts s join post_media m on m.post_id = s.id
       cross join lateral (select substring(m.file_key from '^videos/([0-9a-f-]{36})-') as id) named
       where cardinality(in_films) > 0 and s.project_id = in_project and m.kind = 'video'
         and named.id = any(in_films::text[])) film);
end $body$;
`;

export const down = `drop function read_ingredients; drop function find_caller;`;
