import { rows } from '../db/query.ts';

/** Of these files, those that no row names: the others were taken again since their removal was promised. */
export async function unnamedFiles(keys: string[]): Promise<string[]> {
  const named = await rows<{ key: string }>(
    `select file_key as key from images where file_key = any($1::text[])
     union select avatar_key from users where avatar_key = any($1::text[])
     union select file_key from post_media where file_key = any($1::text[]) and kind = 'video'`,
    [keys],
  );
  return keys.filter((key) => !named.some((each) => each.key === key));
}
