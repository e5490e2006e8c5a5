import { expect, test } from '@jest/globals';
import { claimsNothing } from './claims.ts';

test.each([
  'Bonjour ! Comment puis-je vous aider ?',
  'Hello Léa! How can I help you?',
  'Merci beaucoup pour votre message. Bonne journée !',
  'You are very welcome. Have a nice day!',
  'Je ne sais pas : je n’ai rien trouvé à ce sujet.',
  "I don't know: I found nothing about that.",
  'Je ne suis pas sûre de comprendre. Merci de préciser votre question.',
  'I don’t have that information. Please share the number of your order.',
  'Je suis désolée. De quelle commande parlez-vous ?',
])('"%s" claims nothing', (text) => {
  expect(claimsNothing(text, 'Léa')).toBe(true);
});

test.each([
  'Oui, la livraison est gratuite.',
  'Bonjour, la livraison est gratuite.',
  'Oui !',
  'Merci, tout est remboursé.',
  'Hello! We deliver worldwide.',
  'Did you know that we opened in 1998?',
  'I do not know, but it costs 5 €.',
])('"%s" claims something', (text) => {
  expect(claimsNothing(text, 'Léa')).toBe(false);
});
