import { buildDashboard } from './dashboard/buildDashboard.ts';

/** `npm run dashboard:build`, and a step of `npm start`. */
const built = await buildDashboard();
process.stdout.write(built ? 'built\n' : 'up to date\n');
