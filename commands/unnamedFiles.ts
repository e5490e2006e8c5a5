import { rows } from '../db/query.ts';

/** Of these files, those that no row names: the others were taken again since their removal was promised. */
export async function unnamedFiles(keys: string[]): Promise<string[]> {
  return without(
    keys,
    `select file_key as key from images where file_key = any($1::text[])
     union select avatar_key from users where avatar_key = any($1::text[])
     union select file_key from videos where file_key = any($1::text[])
     union select file_key from post_media where file_key = any($1::text[]) and image_id is null`,
  );
}

/**
 * Of these films and pictures that were fetched or brought for posts, or attached to messages, those that nobody needs: no
 * post names them, or a picture's post has ended, which came with a token of its own and so can be published again no
 * more; and no message was sent with them.
 */
export const unneededFiles = (keys: string[]): Promise<string[]> =>
  without(
    keys,
    `select m.file_key as key from post_media m join scheduled_posts s on s.id = m.post_id
     where m.file_key = any($1::text[]) and m.image_id is null and (m.kind = 'video'
       or s.state in ('draft', 'scheduled', 'publishing', 'needs_attention'))
     union select file_key from videos where file_key = any($1::text[])
     union select file_key from message_files where file_key = any($1::text[]) and message_id is not null`,
  );

async function without(keys: string[], named: string): Promise<string[]> {
  const found = new Set((await rows<{ key: string }>(named, [keys])).map(({ key }) => key));
  return keys.filter((key) => !found.has(key));
}
