import { z } from 'zod';
import { readAnswer } from '../answers.ts';
import type { AccountCall } from '../credentials.ts';
import type { PostMedia } from '../publishing.ts';

/** Where a file may be put, and the fields that allow it. */
const Lease = z.object({
  args: z.object({
    /** Without a scheme. */
    action: z.string(),
    fields: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
});
const uploadDeadlineMs = 120_000;

/**
 * Uploads a picture, which nobody sees until a post names its address. Not documented by Reddit: as its own site and
 * github.com/praw-dev/praw (models/reddit/subreddit.py) do.
 */
export async function uploadImage(call: AccountCall, media: PostMedia): Promise<string> {
  const { http, accessToken } = call;
  const { mediaType } = media;
  const name = `picture.${mediaType === 'image/png' ? 'png' : 'jpg'}`;
  const answer = await http.send({
    method: 'POST',
    host: 'oauth',
    path: '/api/media/asset.json',
    form: { filepath: name, mimetype: mediaType },
    bearer: accessToken,
  });
  const { action, fields } = readAnswer(Lease, answer, 'Reddit answered no place for a picture').args;
  const place = new URL(action, 'https://www.reddit.com');
  const given = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  await http.send({
    method: 'POST',
    host: place,
    // The storage reads no field behind the file.
    multipart: { ...given, file: { name, type: mediaType, body: await media.bytes() } },
    deadlineMs: uploadDeadlineMs,
  });
  return `${place.href.replace(/\/$/, '')}/${given.key ?? ''}`;
}
