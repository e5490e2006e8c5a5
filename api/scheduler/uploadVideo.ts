import { addVideo } from '../../commands/posts/addVideo.ts';
import { invalidField } from '../../contracts/refusal.ts';
import { UploadedVideo } from '../../contracts/scheduledPosts.ts';
import { UploadVideoFields } from '../../contracts/scheduler.ts';
import { videoUploadLimit } from '../../contracts/uploads.ts';
import { isMp4 } from '../../media/film.ts';
import { newVideoKey, videoIdOf } from '../../media/keys.ts';
import { created, endpoint } from '../endpoint.ts';

export const uploadVideo = endpoint({
  method: 'POST',
  path: '/api/scheduler/videos',
  summary:
    'Bring a video for a post, as a form with the file `video`: an MP4 of at most 100 MiB. It is kept for a week, and as ' +
    'long as a post has it',
  tag: 'Scheduler',
  access: 'editor',
  limit: 'ai',
  idempotent: true,
  body: UploadVideoFields,
  file: 'video',
  bodyLimit: videoUploadLimit,
  answers: { 201: UploadedVideo },
  async gather({ file, services }) {
    if (!file?.length) throw invalidField('video', 'file_required');
    if (!isMp4(file)) throw invalidField('video', 'not_an_mp4');
    const fileKey = newVideoKey(file);
    await services.storage.put(fileKey, file);
    return { id: videoIdOf(fileKey) ?? '', fileKey, size: file.length };
  },
  async handle({ gathered, caller, project }) {
    const at = await addVideo({ ...gathered, projectId: project.id, userId: caller.userId });
    return created({ id: gathered.id, size: gathered.size, created_at: at.toISOString() });
  },
});
