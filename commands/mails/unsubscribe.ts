import { Refusal } from '../../contracts/refusal.ts';
import { User } from '../../db/models/user.ts';

/**
 * The person whom an unsubscribe link belongs to.
 * @throws {Refusal} unsubscribe_link_invalid when there is none
 */
export async function findSubscriber(userId: string | null): Promise<User> {
  const user = userId === null ? null : await User.findByPk(userId);
  if (!user) throw new Refusal('invalid', 'unsubscribe_link_invalid');
  return user;
}

/** The mails that a person can stop by the link in them. */
export type MailingList = 'weekly_reports' | 'token_notices';

/** Ends one kind of mails to a person, about every project; the others go on. Once more changes nothing. */
export async function unsubscribe(userId: string | null, list: MailingList): Promise<void> {
  const user = await findSubscriber(userId);
  await user.update(list === 'weekly_reports' ? { wantsWeeklyReport: false } : { wantsTokenNotices: false });
}
