import type { User } from '../db/models/user.ts';
import { findByEmail } from '../db/people.ts';

/** Makes the person with this address an administrator. Null when nobody has it. */
export async function grantAdmin(email: string): Promise<User | null> {
  const user = await findByEmail(email);
  return user && user.update({ role: 'admin' });
}
