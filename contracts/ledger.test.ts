import { expect, test } from '@jest/globals';
import { array, assert, constantFrom, oneof, property } from 'fast-check';
import { isSettled, move, postStateOf, type PublicationEvent, type PublicationState } from './ledger.ts';

/** One call that publishes, on its way to the platform and back. */
interface Call {
  epoch: number;
  /** Its bytes may still reach the platform. */
  travelling: boolean;
  /** The platform's answer, while it has not reached us and the caller lives. */
  answer: 'accepted' | 'refused' | null;
}

/**
 * One publication, the processes that move it, and a platform that publishes what reaches it. Calls arrive late or
 * never, answers get lost, callers die or stand still and go on: only the rules of the ledger keep the post single.
 */
class World {
  state: PublicationState = 'planned';
  epoch = 0;
  live = 0;
  calls: Call[] = [];

  private take(event: PublicationEvent, from?: PublicationState[]): void {
    if (from && !from.includes(this.state)) return;
    try {
      this.state = move(this.state, event);
    } catch {
      // Not possible now: whoever tried finds the row in another state, and leaves it.
    }
  }

  readonly happenings: Record<string, () => void> = {
    prepare: () => this.take('prepare'),
    prepared: () => this.take('prepared'),
    postponed: () => this.take('postponed'),
    edited: () => this.take('edited'),
    spoiled: () => this.take('spoiled', ['prepared']),
    commit: () => {
      if (this.state !== 'prepared') return;
      this.take('commit');
      this.epoch += 1;
      this.calls.push({ epoch: this.epoch, travelling: true, answer: null });
    },
    arrives: () => {
      const call = this.calls.find(({ travelling }) => travelling);
      if (!call) return;
      call.travelling = false;
      this.live += 1;
      call.answer = 'accepted';
    },
    arrivesAndIsRefused: () => {
      const call = this.calls.find(({ travelling }) => travelling);
      if (!call) return;
      call.travelling = false;
      call.answer = 'refused';
    },
    answered: () => {
      const call = this.calls.find(({ answer }) => answer !== null);
      if (!call) return;
      const { answer } = call;
      call.answer = null;
      if (this.state === 'committing' && call.epoch === this.epoch) this.take(answer ?? 'silence');
      else if (answer === 'accepted' && this.state !== 'committing') this.take('lateAcceptance');
    },
    surelyNotSent: () => {
      const call = this.calls.at(-1);
      if (this.state !== 'committing' || !call?.travelling || call.epoch !== this.epoch) return;
      call.travelling = false;
      this.take('notSent');
    },
    tokenRefused: () => {
      const call = this.calls.at(-1);
      if (this.state !== 'committing' || !call?.travelling || call.epoch !== this.epoch) return;
      call.travelling = false;
      this.take('unauthorised');
    },
    reconnected: () => this.take('reconnected'),
    answerLost: () => {
      const call = this.calls.find(({ answer }) => answer !== null);
      if (call) call.answer = null;
    },
    callerDies: () => {
      for (const call of this.calls) call.answer = null;
    },
    deadlinePasses: () => {
      for (const call of this.calls) call.travelling = false;
      this.take('silence', ['committing']);
    },
    gaveUpWaiting: () => this.take('silence', ['committing']),
    readBack: () => {
      // Absence counts only when nothing can still arrive.
      if (this.state !== 'unknown' || this.calls.some(({ travelling }) => travelling)) return;
      this.take(this.live > 0 ? 'found' : 'absent');
    },
    readBackSpoiled: () => {
      if (this.state !== 'unknown' || this.calls.some(({ travelling }) => travelling)) return;
      this.take(this.live > 0 ? 'found' : 'spoiled');
    },
    cannotBeProven: () => this.take('unprovable'),
    // Only of a call: what is late is parked, too, but nothing of it is to be read back.
    reconnectedAfterAQuestion: () => {
      if (this.epoch > 0) this.take('askAgain');
    },
    late: () => this.take('ask'),
    skipped: () => this.take('skip'),
    cancelled: () => this.take('cancel'),
    refusedBefore: () => this.take('refused', ['planned', 'preparing', 'prepared']),
    retried: () => this.take('retry'),
    givenUpWaiting: () => this.take('giveUp', ['waiting']),
    givenUpAfterAll: () => this.take('giveUp', ['rejected', 'skipped']),
    // A person looks at the platform before answering, once nothing can arrive any more.
    answeredByAPerson: () => {
      if (this.state !== 'parked' || this.calls.some(({ travelling }) => travelling)) return;
      this.take(this.live > 0 ? 'isThere' : 'postAgain');
    },
  };
}

/** Those that lead on are drawn more often: else few runs come as far as a second call. */
const onward = ['prepare', 'prepared', 'commit', 'arrives', 'gaveUpWaiting', 'readBack', 'answered'];
const happening = oneof(
  { weight: 3, arbitrary: constantFrom(...onward) },
  { weight: 1, arbitrary: constantFrom(...Object.keys(new World().happenings)) },
);
const happenings = array(happening, { maxLength: 80, size: 'max' });

test('no order of edits, crashes, lost and late answers publishes a post twice', () => {
  assert(
    property(happenings, (names) => {
      const world = new World();
      for (const name of names) {
        world.happenings[name]?.();
        if (world.live > 1) throw new Error('it was published twice');
      }
    }),
    { numRuns: 4_000 },
  );
});

test('whatever happened, once everything has arrived the ledger knows what is live, or has asked', () => {
  assert(
    property(happenings, (names) => {
      const world = new World();
      for (const name of names) world.happenings[name]?.();
      for (const name of ['answered', 'deadlinePasses', 'readBack']) world.happenings[name]?.();
      if (world.state === 'published') expect(world.live).toBe(1);
      else if (world.live > 0) expect(world.state).toBe('parked');
      if (!isSettled(world.state)) expect(['planned', 'preparing', 'prepared']).toContain(world.state);
    }),
    { numRuns: 5_000 },
  );
});

test('what is not in the table throws, and names both', () => {
  expect(() => move('published', 'commit')).toThrow('a publication that is published cannot take "commit"');
  expect(() => move('unknown', 'commit')).toThrow();
  expect(() => move('unknown', 'cancel')).toThrow();
});

test('a post that is live somewhere is never called failed, and a question comes before a verdict', () => {
  expect(postStateOf(['published', 'rejected'])).toBe('partly_posted');
  expect(postStateOf(['rejected', 'parked'])).toBe('needs_attention');
  expect(postStateOf(['rejected', 'skipped'])).toBe('failed');
  expect(postStateOf(['published', 'unknown'])).toBe('publishing');
  expect(postStateOf(['prepared', 'planned'])).toBe('scheduled');
});
