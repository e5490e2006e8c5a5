import { expect, test } from '@jest/globals';
import { wordsForPeople } from './wordsForPeople.ts';

test.each([
  ['Je veux parler à un humain', 'asks_for_person'],
  ['Puis-je parler à quelqu’un ?', 'asks_for_person'],
  ['passez-moi un responsable svp', 'asks_for_person'],
  ['Rappelez-moi au 06 12 34 56 78', 'asks_for_person'],
  ['Vous êtes un robot ?', 'asks_for_person'],
  ['I want to talk to a real person', 'asks_for_person'],
  ['Can I speak with someone please?', 'asks_for_person'],
  ['Is there a human there?', 'asks_for_person'],
  ['human please', 'asks_for_person'],
  ['I need a human agent', 'asks_for_person'],
  ['C’est scandaleux !!', 'complaint'],
  ['JE SUIS TRÈS DÉÇUE', 'complaint'],
  ['I have a complaint about my order', 'complaint'],
  ['this is a SCAM', 'complaint'],
  ['Je veux être remboursé, remboursez-moi', 'payment'],
  ['J’ai été débitée deux fois', 'payment'],
  ['My card was declined', 'payment'],
  ['I was charged twice. Why?', 'payment'],
  ['Je vais porter plainte', 'legal'],
  ['Mon avocat vous écrira', 'legal'],
  ['I’ll sue', 'legal'],
  ['See you in court', 'legal'],
  ['What personal data do you keep?', 'legal'],
])('“%s” is a person’s: %s', (text, subject) => {
  expect(wordsForPeople(text)).toBe(subject);
});

test.each([
  'Ce t-shirt est trop court ?',
  'Acceptez-vous la carte bancaire ?',
  'Which payment methods do you take?',
  'Quels sont vos horaires ?',
  'How long is the delivery?',
  'Vous avez ça en rouge ?',
  'Do you have a personal shopper card?',
  'Merci beaucoup !',
  'It’s for one person',
  'Pour deux personnes',
  'I am Sue',
  'Where is my order 1234?',
  '',
  '😀😀',
])('“%s” is the assistant’s', (text) => {
  expect(wordsForPeople(text)).toBeNull();
});

test('the gravest word counts, wherever it stands', () => {
  expect(wordsForPeople('C’est une arnaque\nJe veux parler à quelqu’un\nsinon j’appelle mon avocat')).toBe(
    'legal',
  );
});

test('a text of any length is read in no time', () => {
  const began = performance.now();
  wordsForPeople('parler a '.repeat(20_000));
  wordsForPeople(`parler ${'a '.repeat(20_000)}`);
  expect(performance.now() - began).toBeLessThan(2_000);
});
