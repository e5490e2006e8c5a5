import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideTurn, followVerdict, settles, type Turn, type TurnFacts } from './turn.ts';

const minute = 60_000;
/** A customer has asked something, and nothing keeps the assistant from answering. */
const asked: TurnFacts = {
  asked: 7,
  answered: 5,
  isDue: true,
  firstAgeMs: 3000,
  lastAgeMs: 2000,
  mode: 'automatic',
  isHandedOver: false,
  putAside: null,
  callsAnHour: { count: 0, maximum: 60 },
  isAnsweredByPerson: false,
  pausedMs: 0,
  isTooLate: false,
  words: null,
  isAutomaticSender: false,
  closed: null,
  repliesInARow: { count: 0, maximum: 5 },
  repliesAnHour: { count: 0, maximum: 20 },
  notUnderstood: 0,
};
const atNight = {
  rest: 'away/2026-01-12T08:00:00.000Z/0',
  opensInMs: 600 * minute,
  hasAwayMessage: true,
  isTold: false,
};
const decided = (facts: Partial<TurnFacts>) => decideTurn({ ...asked, ...facts });
const quiet = (reason: string, forMs: number | null = null) => ({ kind: 'quiet', reason, forMs });
const handOver = (reason: string) => ({ kind: 'hand_over', reason });

test.each<[string, Partial<TurnFacts>, object]>([
  ['a question is answered', {}, { kind: 'reply' }],
  ['in the mode "suggest" a draft is made for a person', { mode: 'suggest' }, { kind: 'suggest' }],
  ['in the mode "off" nothing happens', { mode: 'off' }, quiet('off')],
  ['what was considered is not considered again', { answered: 7 }, quiet('nothing_new')],
  ['what was handed over is a person’s', { isHandedOver: true }, quiet('handed_over')],
  ['what a person closed or put off stays so', { putAside: { forMs: null } }, quiet('put_aside')],
  [
    'what is put off is looked at when its time comes',
    { putAside: { forMs: 5_000 } },
    quiet('put_aside', 5_000),
  ],
  ['what a person answered is answered', { isAnsweredByPerson: true }, quiet('answered_by_person')],
  ['while a person leads it waits', { pausedMs: minute }, quiet('paused', minute)],
  [
    'a person who answered ends the wait',
    { pausedMs: 1, isAnsweredByPerson: true },
    quiet('answered_by_person'),
  ],
  ['after the window only a person can answer', { isTooLate: true }, handOver('too_late')],
  ['who asks for a person gets one', { words: 'asks_for_person' }, handOver('asks_for_person')],
  ['a complaint is a person’s', { words: 'complaint' }, handOver('complaint')],
  ['so are words of law', { words: 'legal' }, handOver('legal')],
  [
    'who asks for a person at night gets one all the same',
    { words: 'payment', closed: atNight },
    handOver('payment'),
  ],
  ['a draft that comes too late is none', { mode: 'suggest', isTooLate: true }, quiet('too_late')],
  ['a draft needs no rule', { mode: 'suggest', words: 'complaint' }, { kind: 'suggest' }],
  ['a machine is not talked to', { isAutomaticSender: true }, handOver('automatic_sender')],
  ['at night the customer is told so', { closed: atNight }, { kind: 'away' }],
  ['and told once', { closed: { ...atNight, isTold: true } }, quiet('closed', 600 * minute)],
  [
    'where there is nothing to tell it waits',
    { closed: { ...atNight, hasAwayMessage: false } },
    quiet('closed', 600 * minute),
  ],
  [
    'where no hour opens the shop it is looked at again all the same',
    { closed: { ...atNight, opensInMs: 1440 * minute, hasAwayMessage: false } },
    quiet('closed', 1440 * minute),
  ],
  [
    'five replies in a row are enough',
    { repliesInARow: { count: 5, maximum: 5 } },
    handOver('too_many_replies'),
  ],
  ['four are not', { repliesInARow: { count: 4, maximum: 5 } }, { kind: 'reply' }],
  [
    'twenty in an hour are enough',
    { repliesAnHour: { count: 21, maximum: 20 } },
    handOver('too_many_replies'),
  ],
  [
    'who writes on and on has the assistant think no more',
    { callsAnHour: { count: 60, maximum: 60 } },
    handOver('too_many_replies'),
  ],
  ['nor make drafts', { mode: 'suggest', callsAnHour: { count: 60, maximum: 60 } }, quiet('asked_too_often')],
])('%s', (_, facts, turn) => {
  expect(decided(facts)).toEqual(turn);
});

describe('the assistant’s verdict', () => {
  const facts = { mode: 'automatic', notUnderstood: 0 } as const;
  test.each<[string, Parameters<typeof followVerdict>[0], 'reply' | 'hand_over' | 'quiet', string, object]>([
    ['a reply is sent', facts, 'reply', 'answered', { kind: 'reply' }],
    ['a question back is asked once', facts, 'reply', 'not_understood', { kind: 'reply' }],
    [
      'a second one is a person’s',
      { ...facts, notUnderstood: 1 },
      'reply',
      'not_understood',
      handOver('not_understood'),
    ],
    [
      'understood at last, it is answered',
      { ...facts, notUnderstood: 1 },
      'reply',
      'answered',
      { kind: 'reply' },
    ],
    ['a hand-over has its reason', facts, 'hand_over', 'budget_spent', handOver('budget_spent')],
    [
      'an answer that the guard keeps back is one',
      facts,
      'hand_over',
      'no_source',
      handOver('answer_withheld'),
    ],
    ['a thank-you needs no answer', facts, 'quiet', 'thanks', quiet('no_answer')],
    [
      'a draft that is a hand-over is none',
      { ...facts, mode: 'suggest' },
      'hand_over',
      'complaint',
      quiet('no_answer'),
    ],
    [
      '“I do not know” is no draft',
      { ...facts, mode: 'suggest' },
      'hand_over',
      'not_known',
      quiet('no_answer'),
    ],
    ['a question back is one', { ...facts, mode: 'suggest' }, 'reply', 'not_understood', { kind: 'suggest' }],
    ['what it does not know is a person’s at once', facts, 'hand_over', 'not_known', handOver('not_known')],
    ['a draft is a draft', { ...facts, mode: 'suggest' }, 'reply', 'answered', { kind: 'suggest' }],
  ])('%s', (_, of, decision, reason, turn) => {
    expect(followVerdict(of, { decision, reason })).toEqual(turn);
  });
});

test('what is done counts as considered, what waits or is a person’s does not', () => {
  const considered: Turn[] = [{ kind: 'reply' }, { kind: 'suggest' }, { kind: 'hand_over', reason: 'legal' }];
  for (const turn of considered) expect(settles(turn)).toBe(true);
  expect(settles(decided({ isAnsweredByPerson: true }))).toBe(true);
  for (const facts of [
    { isHandedOver: true },
    { mode: 'off' as const },
    { pausedMs: 1 },
    { closed: atNight },
  ])
    expect(settles(decided(facts))).toBe(false);
});

const anyFacts: fc.Arbitrary<TurnFacts> = fc.record({
  asked: fc.nat(9),
  answered: fc.nat(9),
  isDue: fc.boolean(),
  firstAgeMs: fc.nat(9),
  lastAgeMs: fc.nat(9),
  mode: fc.constantFrom('off', 'suggest', 'automatic'),
  isHandedOver: fc.boolean(),
  putAside: fc.option(fc.record({ forMs: fc.option(fc.nat()) })),
  isAnsweredByPerson: fc.boolean(),
  pausedMs: fc.nat(9),
  isTooLate: fc.boolean(),
  words: fc.constantFrom('asks_for_person', 'complaint', 'payment', 'legal', null),
  isAutomaticSender: fc.boolean(),
  closed: fc.option(
    fc.record({
      rest: fc.constant('away/always/0'),
      opensInMs: fc.nat(9),
      hasAwayMessage: fc.boolean(),
      isTold: fc.boolean(),
    }),
  ),
  repliesInARow: fc.record({ count: fc.nat(6), maximum: fc.nat(6) }),
  repliesAnHour: fc.record({ count: fc.nat(6), maximum: fc.nat(6) }),
  callsAnHour: fc.record({ count: fc.nat(6), maximum: fc.nat(6) }),
  notUnderstood: fc.nat(3),
});

test('whatever is so: the assistant never writes where a person leads, and nobody is left alone by a rule', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const turn = decideTurn(facts);
      const isPeoples =
        facts.isHandedOver || facts.pausedMs > 0 || facts.isAnsweredByPerson || facts.mode !== 'automatic';
      if (turn.kind === 'reply' || turn.kind === 'away') expect(isPeoples).toBe(false);
      if (turn.kind === 'reply') expect(facts.repliesInARow.count).toBeLessThan(facts.repliesInARow.maximum);
      const isOpen = facts.asked > facts.answered && facts.mode === 'automatic' && !facts.putAside;
      // Silence for good needs a person who leads.
      if (isOpen && turn.kind === 'quiet' && turn.forMs === null)
        expect(facts.isHandedOver || facts.isAnsweredByPerson).toBe(true);
    }),
  );
});
