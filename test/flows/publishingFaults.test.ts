import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  cancelledLate,
  everyAnswerLost,
  firstAnswersLost,
  temporalAway,
  temporalForgot,
  throttled,
  type Outcome,
} from '../chaos/oneByOne.ts';
import { publishingStage } from '../chaos/publishingStage.ts';
import { startWorld, type World } from '../chaos/world.ts';

const count = 5;
/** Of the end of what was broken until the last verdict. */
const withinMs = 120_000;

let world: World;
beforeAll(async () => {
  world = await startWorld(publishingStage);
}, 120_000);
afterAll(() => world.close(), 60_000);

/** Each post went out once, asked for once, and is known to be there. */
const onceEach = { posts: count, live: count, requests: count, verdicts: { published: count }, broken: [] };

/**
 * Workers that are killed or stand still are tried by `npm run chaos -- --faults`, which has the time to wait for them.
 * What takes its time by waiting is tried side by side, at accounts of its own.
 */
let outcomes: Promise<Outcome[]>;
const sideBySide = () =>
  (outcomes ??= Promise.all([
    firstAnswersLost({ world, count, seconds: 0 }),
    everyAnswerLost({ world, count, seconds: 10 }),
    throttled({ world, count, seconds: 4 }),
    cancelledLate({ world, count, seconds: 0 }),
  ]));

test('a first answer that is lost is read back, and nothing is asked for again', async () => {
  const [outcome] = await sideBySide();
  expect(outcome).toMatchObject(onceEach);
  expect(outcome?.verdictMs).toBeLessThan(withinMs);
}, 180_000);

test('answers that are all lost for a while, those of reading back too, bring no second post', async () => {
  const [, outcome] = await sideBySide();
  expect(outcome).toMatchObject(onceEach);
  expect(outcome?.verdictMs).toBeLessThan(withinMs);
}, 180_000);

test('a platform that throttles is asked again when it said, and gets each post once', async () => {
  const [, , outcome] = await sideBySide();
  expect(outcome).toMatchObject(onceEach);
  expect(outcome?.verdictMs).toBeLessThan(withinMs);
}, 180_000);

test('a post that is cancelled in the last moment is cancelled or published, never both', async () => {
  const [, , , outcome] = await sideBySide();
  expect(outcome).toMatchObject({ posts: count, broken: [] });
  expect(outcome?.requests).toBe(count - (outcome?.cancelled ?? 0));
  expect(outcome?.live).toBe(count - (outcome?.cancelled ?? 0));
}, 180_000);

test('posts that are scheduled and fall due while Temporal is away go out when it is back', async () => {
  const outcome = await temporalAway({ world, count, seconds: 5 });
  expect(outcome).toMatchObject(onceEach);
}, 180_000);

test('posts whose workflows were lost with Temporal’s whole database go out in time, each once', async () => {
  const outcome = await temporalForgot({ world, count, seconds: 0 });
  expect(outcome).toMatchObject(onceEach);
}, 180_000);
