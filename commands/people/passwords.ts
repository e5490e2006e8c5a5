import { argon2id, hash, verify } from 'argon2';
import { invalidField } from '../../contracts/refusal.ts';
import { commonPasswords } from './commonPasswords.ts';

/** OWASP Password Storage Cheat Sheet, the second of its equal choices for Argon2id: 19 MiB, two passes, one lane. */
const parameters = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of a random secret that nobody kept: what a password is compared with where there is none. */
const nobodysHash =
  '$argon2id$v=19$m=19456,p=1,t=2$apF+/C/mX9x+NGebEQtXFA$7iDaQZ3vKljbXoFtK7vlqmqGBfSXNqAhTNOTPrNpQQI';

/** NIST SP 800-63B, 3.1.1.2: so that one password typed on two keyboards is the same bytes. */
const normalise = (password: string) => password.normalize('NFKC');

/** The Argon2id hash of a password, with its parameters and salt. Takes some 30 ms and 19 MiB. */
export const hashPassword = (password: string): Promise<string> => hash(normalise(password), parameters);

/** Whether the password is right. Takes as long where there is none to compare with (null), and is false then. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? nobodysHash, normalise(password));
  return isRight && passwordHash !== null;
}

interface Account {
  username: string;
  email: string;
}

/** Why a password is too easy to guess for this account, else null. Its length and characters the contracts check. */
export function problemOfPassword(
  password: string,
  { username, email }: Account,
): 'password_too_common' | 'password_like_account' | null {
  const plain = normalise(password).toLowerCase();
  if (commonPasswords.has(plain.replace(/[^\p{L}\p{N}]+$/u, ''))) return 'password_too_common';
  const names = [username, email.split('@')[0] ?? ''].map((name) => normalise(name).toLowerCase());
  const isLike = names.some((name) => name.length >= 4 && plain.includes(name));
  return isLike ? 'password_like_account' : null;
}

/** @throws {Refusal} 400 at `field` when the password is too easy to guess for this account. */
export function assertHardToGuess(field: string, password: string, account: Account): void {
  const code = problemOfPassword(password, account);
  if (code) throw invalidField(field, code);
}
