import { runChaos } from './chaos.ts';
const t0=Date.now();
const r = await runChaos({ seed: process.argv[2] ?? 'a lighthouse', kills: 20, minutes: 2,
    ...{ postEveryMs: 250, longestAheadMs: 6_000, faultEveryMs: 1_500, shops: 2 },
    ...{ inPairs: true, isHurried: true },
    say: (l) => console.log(Date.now()-t0, l) });
console.log(Date.now()-t0, JSON.stringify({...r, hits: r.hits.length}));
process.exit(0);
