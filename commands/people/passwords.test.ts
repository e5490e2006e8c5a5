import { describe, expect, test } from '@jest/globals';
import { commonPasswords } from './commonPasswords.ts';
import { hashPassword, problemOfPassword, verifyPassword } from './passwords.ts';

const account = { username: 'john_doe', email: 'jdoe@example.com' };

describe('a password', () => {
  test('is kept as Argon2id with the parameters of OWASP', async () => {
    expect(await hashPassword('SecurePass123!')).toMatch(/^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/);
  });

  test('is right or wrong', async () => {
    const hash = await hashPassword('SecurePass123!');
    expect(await verifyPassword(hash, 'SecurePass123!')).toBe(true);
    expect(await verifyPassword(hash, 'SecurePass123')).toBe(false);
  });

  test('is right however the keyboard composes its accents', async () => {
    const hash = await hashPassword('e\u0301toile-du-nord7');
    expect(await verifyPassword(hash, '\u00e9toile-du-nord7')).toBe(true);
  });

  test('is wrong where the account has none', async () => {
    expect(await verifyPassword(null, 'x')).toBe(false);
  });
});

describe('a new password', () => {
  test.each(['password123', 'Password123!', 'AZERTY123', 'P@ssw0rd'])(
    '%s is refused as too common',
    (password) => expect(problemOfPassword(password, account)).toBe('password_too_common'),
  );

  test.each(['John_Doe-2026', 'my-jdoe-2026'])('%s is refused for what it tells of the account', (password) =>
    expect(problemOfPassword(password, account)).toBe('password_like_account'),
  );

  test('may hold a name too short to matter', () => {
    expect(problemOfPassword('Beautiful7Lamps', { username: 'lam', email: 'b@example.com' })).toBeNull();
  });

  test('that is none of these is taken', () => {
    expect(problemOfPassword('SecurePass123!', account)).toBeNull();
  });
});

test('every common password is one that the contracts would let through', () => {
  for (const password of commonPasswords) expect(password).toMatch(/^(?=.*\p{L})(?=.*\d).{8,}$/u);
});
