import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Encrypts what opens somebody's account. AES-256-GCM with a random 12-byte IV and a 16-byte tag; the row's identity is
 * additional data, so that a value moved to another row opens nothing. The key's id stands before it, so that keys can
 * be changed while running.
 */
export interface Vault {
  /** `identity` names the row and column, e.g. `connection:<id>:access`. */
  seal(text: string, identity: string): Buffer;
  /** @throws {UnknownKey} when its key is not here; {VaultError} when it is another row's, or was changed. */
  open(sealed: Buffer, identity: string): string;
  /** Whether the value is sealed with an older key than the present one. */
  isStale(sealed: Buffer): boolean;
  /** The ids of the keys that are here, in hex: the present one, then the one before it. */
  keyIds: readonly string[];
}

export class VaultError extends Error {
  override name = 'VaultError';
}

/** No mistake of the value's: this process was started without the key that sealed it. */
export class UnknownKey extends VaultError {
  override name = 'UnknownKey';

  constructor(keyId: string) {
    super(`the key ${keyId} that sealed this value is not here: ${howToMendKeys}`);
  }
}

/** What an operator does about a key that is not here. */
export const howToMendKeys =
  'start every process with the key that sealed it as ENCRYPTION_KEY or ENCRYPTION_KEY_PREVIOUS';

/** Format: version (1 byte), key id (4), IV (12), tag (16), ciphertext. */
const version = 1;
const headerBytes = 1 + 4 + 12 + 16;

/**
 * A vault that seals with `secret`, and opens also what was sealed with the one before it. A secret is any text of 32
 * characters or more; its SHA-256 is the key, and the beginning of the key's own SHA-256 its id.
 */
export function createVault(secret: string, previous?: string): Vault {
  const present = keyOf(secret);
  const keys = previous ? [present, keyOf(previous)] : [present];

  return {
    seal(text, identity) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', present.key, iv, { authTagLength: 16 });
      cipher.setAAD(Buffer.from(identity));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([version]), present.id, iv, cipher.getAuthTag(), sealed]);
    },

    open(sealed, identity) {
      if (sealed.length < headerBytes || sealed[0] !== version)
        throw new VaultError('this is no sealed value');
      const id = sealed.subarray(1, 5);
      const known = keys.find((each) => each.id.equals(id));
      if (!known) throw new UnknownKey(id.toString('hex'));
      try {
        const decipher = createDecipheriv('aes-256-gcm', known.key, sealed.subarray(5, 17), {
          authTagLength: 16,
        });
        decipher.setAAD(Buffer.from(identity));
        decipher.setAuthTag(sealed.subarray(17, headerBytes));
        return Buffer.concat([decipher.update(sealed.subarray(headerBytes)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        throw new VaultError('this value was changed, or belongs to another row');
      }
    },

    isStale: (sealed) => !sealed.subarray(1, 5).equals(present.id),

    keyIds: keys.map(({ id }) => id.toString('hex')),
  };
}

function keyOf(secret: string): { key: Buffer; id: Buffer } {
  const key = createHash('sha256').update(secret).digest();
  return { key, id: createHash('sha256').update(key).digest().subarray(0, 4) };
}
