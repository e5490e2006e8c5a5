import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import type { User } from '../db/models/user.ts';
import { row } from '../db/query.ts';
import { createDiskStorage } from '../media/diskStorage.ts';
import { imageKey, newUploadKey, newVideoKey, renditionKey } from '../media/keys.ts';
import { aConversation } from '../test/support/conversations.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { aMember } from '../test/support/members.ts';
import { sweepFiles } from './sweepFiles.ts';

const root = await mkdtemp(join(tmpdir(), 'sweeping-'));
const storage = createDiskStorage(root);
const bytes = Buffer.from('a file');
let ada: User;
let projectId: string;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 5 });
  ({ user: ada, projectId } = await aMember());
});
afterAll(async () => {
  await closeDatabase();
  await rm(root, { recursive: true });
});

async function stored(key: string, days: number): Promise<string> {
  await storage.put(key, bytes);
  const then = new Date(Date.now() - days * 24 * 60 * 60_000);
  await utimes(join(root, key), then, then);
  return key;
}

async function postWith(key: string, kind: 'image' | 'video', state: string): Promise<string> {
  await row(
    `with post as (
       insert into scheduled_posts (project_id, user_id, caption, scheduled_time, state)
       values ($1, $2, '', now(), $3) returning id)
     insert into post_media (post_id, position, kind, file_key) select id, 0, $4, $5 from post returning post_id`,
    [projectId, ada.id, state, kind, key],
  );
  return key;
}

async function attachedWith(key: string, isSent: boolean): Promise<string> {
  const conversationId = await aConversation(ada.defaultProjectId ?? '');
  await row(
    `insert into message_files (conversation_id, user_id, message_id, kind, file_key, media_type, name, size)
     select $1, $2, case when $4 then m.id end, 'image', $3, 'image/jpeg', 'a.jpg', 6
     from messages m where m.conversation_id = $1 returning id`,
    [conversationId, ada.id, key, isSent],
  );
  return key;
}

test('files that nobody needs any more are removed once they are old, and no others', async () => {
  const kept = [
    await stored(newVideoKey(bytes), 0),
    await postWith(await stored(newVideoKey(bytes), 30), 'video', 'posted'),
    await postWith(await stored(newUploadKey(bytes, 'jpg'), 2), 'image', 'publishing'),
    await attachedWith(await stored(newUploadKey(bytes, 'pdf'), 30), true),
    await stored(renditionKey('used this week', 'jpg'), 6),
    await stored(imageKey(1, bytes, 'png'), 400),
  ];
  const unneeded = [
    await stored(newVideoKey(bytes), 2),
    await stored(newUploadKey(bytes, 'jpg'), 2),
    await postWith(await stored(newUploadKey(bytes, 'jpg'), 2), 'image', 'posted'),
    await attachedWith(await stored(newUploadKey(bytes, 'jpg'), 2), false),
    await stored(renditionKey('used last month', 'jpg'), 30),
  ];
  await sweepFiles(storage, 10_000);
  expect(await Promise.all(kept.map((key) => storage.exists(key)))).toEqual(kept.map(() => true));
  expect(await Promise.all(unneeded.map((key) => storage.exists(key)))).toEqual(unneeded.map(() => false));
});
