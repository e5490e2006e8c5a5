import { updateProfile } from '../../commands/people/updateProfile.ts';
import { splitName } from '../../contracts/names.ts';
import { Profile, ProfileChange } from '../../contracts/people.ts';
import { invalidField } from '../../contracts/refusal.ts';
import { User } from '../../db/models/user.ts';
import { avatarKey } from '../../media/keys.ts';
import { NotAnImage } from '../../media/notAnImage.ts';
import { prepareAvatar } from '../../media/readAvatar.ts';
import type { Storage } from '../../media/storage.ts';
import { endpoint, ok } from '../endpoint.ts';
import { presentProfile } from './presentPerson.ts';

const path = '/api/auth/profile';
const tag = 'Authentication';

export const readProfile = endpoint({
  method: 'GET',
  path,
  summary: 'Your profile',
  tag,
  access: 'user',
  answers: { 200: Profile },
  async handle({ caller, services }) {
    const user = await User.findByPk(caller.userId, { rejectOnEmpty: true });
    return ok(presentProfile(user, services.config.PUBLIC_URL));
  },
});

export const changeProfile = endpoint({
  method: 'PATCH',
  path,
  summary: 'Change your profile, as JSON, or as a form with your picture as the file `avatar`',
  tag,
  access: 'user',
  body: ProfileChange,
  file: 'avatar',
  answers: { 200: Profile },
  async handle({ body, file, caller, services }) {
    // A browser sends an empty file for a field that was left empty.
    const newKey = file?.length ? await storeAvatar(services.storage, caller.userId, file) : body.avatar;
    const user = await updateProfile(caller.userId, {
      ...(body.name !== undefined && splitName(body.name)),
      bio: body.bio,
      phone: body.phone,
      instagramUsername: body.instagram_username,
      facebookPageId: body.facebook_page_id,
      twitterUsername: body.twitter_username,
      avatarKey: newKey,
      locale: body.language,
      wantsWeeklyReport: body.weekly_report,
      wantsTokenNotices: body.token_notices,
    });
    return ok(presentProfile(user, services.config.PUBLIC_URL));
  },
});

/** The key of the stored picture. @throws {Refusal} 400 at `avatar` when it is none. */
async function storeAvatar(storage: Storage, userId: string, file: Buffer): Promise<string> {
  try {
    const picture = await prepareAvatar(file);
    const key = avatarKey(userId, picture);
    await storage.put(key, picture);
    return key;
  } catch (error) {
    throw error instanceof NotAnImage ? invalidField('avatar', 'not_an_image') : error;
  }
}
