import { Email } from '../../contracts/common.ts';
import { splitName } from '../../contracts/names.ts';
import { Refusal, unauthenticated } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { ExternalIdentity } from '../../db/models/externalIdentity.ts';
import { row } from '../../db/query.ts';
import { addPerson } from './addPerson.ts';

interface Identity {
  issuer: string;
  /** Who it is at the issuer. */
  subject: string;
  email: string | null;
  name: string | null;
}

/**
 * Makes the person whom an external issuer vouches for, at first sight; afterwards, and when two requests come at
 * once, it finds them made. An account that has the address already stays apart: either could be an impostor's.
 * @throws {Refusal} 401 identity_without_email, identity_email_taken: the token stands for nobody here
 */
export async function registerIdentity({ issuer, subject, ...identity }: Identity): Promise<void> {
  const email = Email.safeParse(identity.email);
  if (!email.success) throw unauthenticated('identity_without_email');

  await transaction(async () => {
    await row('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${issuer} ${subject}`]);
    if (await ExternalIdentity.findOne({ where: { issuer, subject } })) return;
    const names = splitName(identity.name ?? '');
    const user = await addPerson({ email: email.data, passwordHash: null, ...names }).catch(asUnknown);
    await ExternalIdentity.create({ issuer, subject, userId: user.id });
  });
}

/** The only field that can be taken is the address, for the user name is made to fit. */
function asUnknown(error: unknown): never {
  throw error instanceof Refusal ? unauthenticated('identity_email_taken') : error;
}
