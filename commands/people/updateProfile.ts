import { transaction } from '../../db/connection.ts';
import { User } from '../../db/models/user.ts';
import { startWorkflow } from '../startWorkflow.ts';

type Profile = Pick<
  User,
  | 'firstName'
  | 'lastName'
  | 'bio'
  | 'phone'
  | 'instagramUsername'
  | 'facebookPageId'
  | 'twitterUsername'
  | 'avatarKey'
  | 'locale'
  | 'wantsWeeklyReport'
  | 'wantsTokenNotices'
>;

/** Changes what a person tells of themselves; undefined leaves it. The file of a picture that was replaced is removed. */
export function updateProfile(userId: string, changes: Partial<Profile>): Promise<User> {
  return transaction(async () => {
    const user = await User.findByPk(userId, { lock: true, rejectOnEmpty: true });
    const oldKey = user.avatarKey;
    await user.update(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
    if (oldKey && oldKey !== user.avatarKey) await startWorkflow('removeFiles', { keys: [oldKey] }, null);
    return user;
  });
}
