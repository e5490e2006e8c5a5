import { createHash, randomBytes } from 'node:crypto';

/** A secret that nobody can guess: 256 random bits, in letters that fit in a header or an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of such a secret. SHA-256 suffices, for there is nothing to guess; passwords need Argon2. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();
