import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assistantSilent } from './assistantSilent.ts';
import { handover } from './handover.ts';
import { invitation } from './invitation.ts';
import { oneLine } from './layout.ts';
import { passwordReset } from './passwordReset.ts';
import { planNotice } from './planNotice.ts';

const link = 'https://app.example.org/reset?token=a&b=c';
const reset = { name: 'Amélie', link, minutes: 30, locale: 'fr' } as const;
const invited = {
  inviterName: 'Sam',
  projectName: 'Café',
  role: 'editor',
  link: 'https://app.example.org/join?token=d',
  locale: 'fr',
  expiresInDays: 7,
} as const;

test('a forgotten password is replaced in French and in English', () => {
  const french = passwordReset(reset);
  expect(french.subject).toBe('Réinitialisez votre mot de passe SocialSync');
  expect(french.text).toContain('Bonjour Amélie,');
  expect(french.text).toContain('30 minutes');
  expect(french.html).toContain('<html lang="fr">');
  const english = passwordReset({ ...reset, locale: 'en' });
  expect(english.subject).toBe('Reset your SocialSync password');
  expect(english.text).toContain('Hello Amélie,');
  expect(english.html).toContain('<html lang="en">');
});

test('an invitation says who, to what, as what, and until when', () => {
  const french = invitation(invited);
  expect(french.subject).toBe('Sam vous invite à rejoindre «\u00a0Café\u00a0» sur SocialSync');
  expect(french.text).toMatch(/éditeur[\s\S]*dans 7 jours/);
  const english = invitation({ ...invited, locale: 'en', role: 'viewer', expiresInDays: 1 });
  expect(english.subject).toBe('Sam invites you to join “Café” on SocialSync');
  expect(english.text).toMatch(/viewer[\s\S]*in 1 day\./);
});

test('a conversation that was handed over says who waits, where, and why', () => {
  const waiting = { channelName: 'WhatsApp', customerName: 'Léa', projectName: 'Café', link } as const;
  const french = handover({ ...waiting, locale: 'fr', reason: 'complaint', waiting: 1 });
  expect(french.subject).toBe('Léa attend une réponse sur WhatsApp');
  expect(french.text).toContain('Le client se plaint.');
  expect(french.text).not.toContain('conversations');
  const english = handover({
    ...{ ...waiting, locale: 'en', customerName: null, reason: 'budget_spent', waiting: 12 },
  });
  expect(english.subject).toBe('A customer waits for an answer on WhatsApp');
  expect(english.text).toContain('every conversation needs you');
  expect(english.text).toContain('12 conversations wait for a person for this reason.');
});

test('an assistant that suggests nothing says why, and that nobody need wait for it', () => {
  const french = assistantSilent({ locale: 'fr', projectName: 'Café', reason: 'budget_spent', link });
  expect(french.subject).toContain('Café');
  expect(french.text).toMatch(/épuisé, jusqu’à minuit UTC[\s\S]*répondez sans l’attendre/);
  const english = assistantSilent({
    ...{ locale: 'en', projectName: 'Café', reason: 'assistant_unavailable', link },
  });
  expect(english.text).toContain('does not answer at the moment');
});

test('a plan without images is named, with what to do', () => {
  const plan = { planName: 'Lundi', projectName: 'Café', link } as const;
  const french = planNotice({ ...plan, locale: 'fr', reason: 'no_image_left', tag: 'été' });
  expect(french.subject).toBe('Lundi\u00a0: il ne reste aucune image à publier');
  expect(french.text).toMatch(/Café[\s\S]*avec l’étiquette «\u00a0été\u00a0»[\s\S]*validez des images/);
  const english = planNotice({ ...plan, locale: 'en', reason: 'image_to_validate', tag: null });
  expect(english.subject).toBe('Lundi: an image waits for your approval');
  expect(english.text).toMatch(/No approved image was left[\s\S]*Approve it/);
  expect(english.text).toContain(link);
});

test('a plan with nowhere to publish is named, with what to do', () => {
  const plan = { planName: 'Lundi', projectName: 'Café', link, reason: 'nowhere_to_publish' } as const;
  const french = planNotice({ ...plan, locale: 'fr', tag: null });
  expect(french.subject).toBe('Lundi\u00a0: aucun compte où publier');
  expect(french.text).toContain('Connectez à nouveau un compte');
  const english = planNotice({ ...plan, locale: 'en', tag: 'summer' });
  expect(english.text).toMatch(/“Lundi”, in Café, posts nothing[\s\S]*None of the plan’s accounts/);
  expect(english.text).not.toContain('summer');
});

test('text and HTML carry the same link', () => {
  const { text, html } = passwordReset(reset);
  expect(text).toContain(`\n${link}\n`);
  expect(html).toContain('href="https://app.example.org/reset?token=a&amp;b=c"');
});

test('a name that is HTML stays text', () => {
  const { html } = passwordReset({ ...reset, name: '<img src=x onerror="alert(1)">' });
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
});

test('names cannot end a header, add markup or turn the text around, whatever they hold', () => {
  const nasty = fc.constantFrom('\r', '\n', '\u2028', '\0', '\u202e', '<b>', '"', "'", '&', '😀', 'a', ' ');
  const name = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(nasty).map((parts) => parts.join('')),
  );
  const tags = (html: string) => html.match(/<[^>]*>/g)?.length;
  const expected = tags(invitation(invited).html);
  fc.assert(
    fc.property(name, name, (inviterName, projectName) => {
      const { subject, html } = invitation({ ...invited, inviterName, projectName });
      expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      expect(tags(html)).toBe(expected);
    }),
  );
});

test('a long name is cut between characters', () => {
  expect(oneLine('😀'.repeat(100), 10)).toBe(`${'😀'.repeat(9)}…`);
  expect(oneLine('short', 10)).toBe('short');
});
