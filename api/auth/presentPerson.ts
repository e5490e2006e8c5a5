import type { z } from 'zod';
import type { Me, Person, Profile } from '../../contracts/people.ts';
import { fullName } from '../../contracts/names.ts';
import type { User } from '../../db/models/user.ts';
import { mediaUrl } from '../media.ts';

/** A person as image-automation-api shows them: by number, not by the id that tokens and relations use. */
export const presentPerson = (user: User): z.infer<typeof Person> => ({
  id: user.number,
  username: user.username,
  email: user.email,
  first_name: user.firstName,
  last_name: user.lastName,
});

export const presentMe = (user: User): z.infer<typeof Me> => ({
  ...presentPerson(user),
  date_joined: user.createdAt.toISOString(),
});

/** A person has one profile, so it has their number. */
export const presentProfile = (user: User, publicUrl: string): z.infer<typeof Profile> => ({
  id: user.number,
  user: { id: user.number, username: user.username, email: user.email },
  name: fullName(user),
  bio: user.bio,
  avatar: user.avatarKey && mediaUrl(publicUrl, user.avatarKey),
  phone: user.phone,
  instagram_username: user.instagramUsername,
  facebook_page_id: user.facebookPageId,
  twitter_username: user.twitterUsername,
  language: user.locale,
  weekly_report: user.wantsWeeklyReport,
  token_notices: user.wantsTokenNotices,
  created_at: user.createdAt.toISOString(),
});
