import { describe, expect, test } from '@jest/globals';
import { confirms } from './confirms.ts';
import { totalOf } from './money.ts';
import { phoneNumberOfWhatsApp, toE164 } from './phoneNumber.ts';

describe('a message confirms', () => {
  test.each([
    ...['oui', 'OUI !', 'Ouiii', 'confirmer', 'Confirmer.', 'Je confirme ma commande.', 'C’est confirmé'],
    ...['oui merci', 'Oui, pas de problème', 'oui sans souci', 'Bonjour, oui, je vous confirme la commande.'],
    ...[
      'Oui pourquoi pas',
      'Oui je veux bien',
      'Je veux confirmer',
      'oui 👍',
      'Oui, bien sûr, allez-y !',
      'oui 🙏🏽',
    ],
    ...[
      'yes',
      'Yes, I confirm',
      'confirmed',
      'Yes, no problem',
      'I confirm my order, thank you',
      'Yesss please',
    ],
    ...[
      'I would like to confirm my order',
      'Ok, je confirme',
      'oui oui',
      'oui\nmerci',
      'oui s’il vous plaît',
    ],
  ])('by "%s"', (message) => {
    expect(confirms(message)).toBe(true);
  });

  test.each([
    ...[
      'Je refuse de confirmer',
      'Je dois refuser de confirmer',
      'Évitez de confirmer',
      'oui stop',
      'stop oui',
    ],
    ...[
      'Il est impossible de confirmer pour le moment',
      'peut-être oui',
      'oui peut-être',
      'J’hésite à confirmer',
    ],
    ...['Comment confirmer', 'Faut-il confirmer', 'avez-vous reçu mon oui', 'erreur en voulant confirmer'],
    ...['impossible de cliquer sur confirmer', 'Oui j’ai une question sur la taille', 'Vous confirmez'],
    ...['oui je voudrais un remboursement', 'oui, je veux bien, pas besoin de sac', 'est-ce confirmé'],
    ...[
      'ma commande est confirmée',
      'vous confirmer ma commande',
      'confirmez svp',
      'dois-je confirmer',
      'oui 👎',
    ],
    ...[
      'I refuse to confirm',
      'I have to refuse to confirm',
      'It is impossible to confirm right now',
      'yes stop',
    ],
    ...[
      'Avoid confirming',
      'maybe yes',
      'yes maybe',
      'I hesitate to confirm',
      'How to confirm',
      'Must I confirm',
    ],
    ...['did you get my yes', 'error when I wanted to confirm', 'cannot click on confirm', 'Can you confirm'],
    ...[
      'Yes I have a question about the size',
      'yes I would like a refund',
      'is it confirmed',
      'you confirm',
    ],
    ...[
      '',
      'oui mais non',
      'je ne veux pas confirmer',
      "Je n'ai rien à confirmer",
      'non',
      'jamais',
      '👍',
      'ok',
    ],
    ...[
      'Louis',
      'J’ai ouï dire',
      'ouï',
      'réjouir',
      'confirmation',
      'reconfirmer',
      'Comment confirmer ?',
      'oui ?',
    ],
    ...['oui si livré demain', 'je vais confirmer plus tard', 'Oui, annulez', 'ne pas confirmer', 'merci'],
    ...[
      'Bonjour. Oui. Quand arrive le colis ?',
      'oui, à une autre adresse',
      'oui 2',
      'pas oui',
      'oui demain',
    ],
    ...[
      'yes but no',
      'I don’t confirm',
      "I can't confirm",
      'please do not confirm',
      'yesterday',
      'Yes, later',
    ],
    ...['I cannot confirm', 'i dont confirm', 'Yes if it comes today', 'eyes', 'Should I confirm?'],
    ...['oui '.repeat(1_000), 'why not confirm', 'pourquoi pas confirmer'],
  ])('not by "%s"', (message) => {
    expect(confirms(message)).toBe(false);
  });
});

describe('a phone number', () => {
  test.each([
    ['+33612345678', '+33612345678'],
    ['+33 6 12-34.56 78', '+33612345678'],
    ['+1 (202) 555-0123', '+12025550123'],
    ['0612345678', null],
    ['33612345678', null],
    ['+33612', null],
    ['+33612345678 ext. 3', null],
    ['call +33612345678', null],
  ])('%s is kept as %s', (written, kept) => {
    expect(toE164(written)).toBe(kept);
  });

  test.each([
    ['33612345678@s.whatsapp.net', '+33612345678'],
    ['33612345678:12@s.whatsapp.net', '+33612345678'],
    ['+33612345678', '+33612345678'],
    ['33612345678', '+33612345678'],
    ['5215512345678@s.whatsapp.net', '+525512345678'],
    ['120363041234567890@g.us', null],
    ['status@broadcast', null],
    ['@s.whatsapp.net', null],
  ])('of the WhatsApp id %s is %s', (id, number) => {
    expect(phoneNumberOfWhatsApp(id)).toBe(number);
  });
});

describe('a total', () => {
  test('is exact where binary fractions are not', () => {
    const priced = (...prices: string[]) => prices.map((price) => ({ price, quantity: 1 }));
    expect(totalOf(priced('0.1', '0.2'))).toBe('0.30');
    expect(
      totalOf([
        { price: '29.99', quantity: 2 },
        { price: '49.99', quantity: 1 },
      ]),
    ).toBe('109.97');
    expect(totalOf([{ price: '0.07', quantity: 100 }])).toBe('7.00');
  });

  test('is null where it is more than can be kept', () => {
    expect(totalOf([{ price: '999999.99', quantity: 1_000_000 }])).toBe('999999990000.00');
    expect(totalOf([{ price: '999999999.99', quantity: 1_000_000 }])).toBeNull();
  });
});
