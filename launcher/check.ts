import { runChecks } from './checks.ts';

/** `npm run check`: types, lint, format, dead code. */
const failed = await runChecks();
process.exit(failed.length === 0 ? 0 : 1);
