import { readFileSync } from 'node:fs';

interface TestFile {
  path: string;
}

/**
 * The order of test files: flows and contracts first, of these the ones that allow themselves the longest time, for
 * what begins last on one processor keeps the others waiting. Jest's own order knows only sizes on a clean checkout.
 */
export default class LongestFirst {
  sort<File extends TestFile>(files: File[]): File[] {
    const weighed = files.map((file) => ({ file, weight: weigh(file) }));
    return weighed.sort((one, other) => other.weight - one.weight).map(({ file }) => file);
  }

  allFailedTests<File extends TestFile>(files: File[]): File[] {
    return files;
  }

  cacheResults(): void {}
}

const waitsForOthers = /\/(flows|browser|chaos)\/|\.contract\.|\/launcher\//u;
const flowWeight = 1_000;
/** A hundred short tests of stand-ins that take their time: no single one needs more time than usual. */
const everyPlatform = /\/publishing\w*\.contract\./u;
const everyPlatformSeconds = 60;

/** For flows, the longest timeout that the file names, in seconds. */
function weigh({ path }: TestFile): number {
  if (!waitsForOthers.test(path)) return 0;
  if (everyPlatform.test(path)) return flowWeight + everyPlatformSeconds;
  const timeouts = [...readFileSync(path, 'utf8').matchAll(/(\d+)_000\)/gu)].map(([, seconds]) =>
    Number(seconds),
  );
  return flowWeight + Math.max(0, ...timeouts);
}
