import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createVault, UnknownKey, VaultError } from './vault.ts';

const key = 'the present key, thirty-two characters';
const older = 'the key before, thirty-two characters!';
const vault = createVault(key);
const identity = 'connection:1:access';

const text = fc.string({ unit: 'grapheme', maxLength: 300 });

describe('the vault', () => {
  test('opens what it sealed, whatever it is, and shows nothing of it', () => {
    fc.assert(
      fc.property(text, fc.string(), (secret, row) => {
        const sealed = vault.seal(secret, row);
        expect(vault.open(sealed, row)).toBe(secret);
        if (secret.length > 8) expect(sealed.includes(Buffer.from(secret))).toBe(false);
      }),
    );
  });

  test('refuses what belongs to another row', () => {
    fc.assert(
      fc.property(text, fc.string(), fc.string(), (secret, row, other) => {
        fc.pre(row !== other);
        const sealed = vault.seal(secret, row);
        expect(() => vault.open(sealed, other)).toThrow(VaultError);
      }),
    );
  });

  test('refuses what was changed by a single bit, or cut', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(7), (secret, place, bit) => {
        const sealed = vault.seal(secret, identity);
        const changed = Buffer.from(sealed);
        const at = place % changed.length;
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(() => vault.open(changed, identity)).toThrow(VaultError);
        expect(() => vault.open(sealed.subarray(0, at), identity)).toThrow(VaultError);
      }),
    );
  });

  test('seals the same text to something else each time', () => {
    expect(vault.seal('same', identity)).not.toEqual(vault.seal('same', identity));
  });

  test('opens what the key before sealed, and tells it from what the present one did', () => {
    const rotating = createVault(key, older);
    const sealed = createVault(older).seal('kept', identity);
    expect(rotating.open(sealed, identity)).toBe('kept');
    expect(rotating.isStale(sealed)).toBe(true);
    expect(rotating.isStale(rotating.seal('kept', identity))).toBe(false);
  });

  test('says which key is missing, and how to mend it', () => {
    const foreign = createVault(older);
    const sealed = foreign.seal('kept', identity);
    expect(() => vault.open(sealed, identity)).toThrow(UnknownKey);
    expect(() => vault.open(sealed, identity)).toThrow(
      new RegExp(`${foreign.keyIds[0]}.*ENCRYPTION_KEY_PREVIOUS`),
    );
  });
});
