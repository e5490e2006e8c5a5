import { languageOf, type Language } from '../contracts/languages.ts';
import { row } from './query.ts';

/**
 * What the customers of a project are spoken to in where nothing tells their own language: that in which the shop tells of
 * itself, else that of its owner.
 */
export async function readUsualLanguage(projectId: string): Promise<Language> {
  const shop = await row<{ profile: string; locale: Language | null }>(
    `select coalesce((select shop_profile from assistant_settings where project_id = $1), '') as profile,
       (select u.locale from memberships m join users u on u.id = m.user_id
        where m.project_id = $1 and m.role = 'owner' order by u.number limit 1) as locale`,
    [projectId],
  );
  return languageOf(shop?.profile ?? '') ?? shop?.locale ?? 'fr';
}
