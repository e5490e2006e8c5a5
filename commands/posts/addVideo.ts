import { transaction } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { lockProject } from '../projects/lockProject.ts';

interface Video {
  id: string;
  projectId: string;
  userId: string;
  fileKey: string;
  size: number;
}

/** Keeps a film that somebody brought for a post; since when. @throws {Refusal} not_found */
export const addVideo = ({ id, projectId, userId, fileKey, size }: Video): Promise<Date> =>
  transaction(async () => {
    await lockProject(projectId);
    const added = await row<{ createdAt: Date }>(
      `insert into videos (id, project_id, user_id, file_key, size) values ($1, $2, $3, $4, $5)
       returning created_at as "createdAt"`,
      [id, projectId, userId, fileKey, size],
    );
    if (!added) throw new Error('an insert returns its row');
    return added.createdAt;
  });
