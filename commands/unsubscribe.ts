import { Refusal } from '../contracts/refusal.ts';
import { User } from '../db/models/user.ts';

/**
 * The person whom an unsubscribe link belongs to.
 * @throws {Refusal} unsubscribe_link_invalid when there is none
 */
export async function findSubscriber(userId: string | null): Promise<User> {
  const user = userId === null ? null : await User.findByPk(userId);
  if (!user) throw new Refusal('invalid', 'unsubscribe_link_invalid');
  return user;
}

/** Ends the weekly reports of a person, of every project. Once more changes nothing. */
export async function unsubscribe(userId: string | null): Promise<void> {
  const user = await findSubscriber(userId);
  await user.update({ wantsWeeklyReport: false });
}
