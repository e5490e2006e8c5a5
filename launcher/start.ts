import { readEnvironmentFile } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { prepareDataDirectory } from './dataDirectory.ts';
import { Launch, type Addresses } from './launch.ts';
import { lockDataDirectory } from './lock.ts';
import { describeProblem, Problem } from './problem.ts';
import { Terminal } from './terminal.ts';

/** `npm start`: everything, embedded, until Ctrl-C, SIGTERM or the end of the process that started it. */
async function main(): Promise<void> {
  process.umask(0o077); // what the pieces write is for this user alone
  const terminal = new Terminal();
  let dataDirectory = process.env.DATA_DIR || '.data';
  let launch: Launch | undefined;
  let unlock = () => {};
  let ending: Promise<never> | undefined;

  const end = (problem?: unknown): Promise<never> => {
    ending ??= (async () => {
      terminal.close();
      if (problem !== undefined) process.stderr.write(`${describeProblem(problem, dataDirectory)}\n`);
      else if (launch) terminal.say('stopping …');
      await launch?.stop();
      unlock();
      process.exit(problem === undefined ? 0 : 1);
    })();
    return ending;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
  process.on('disconnect', () => void end());
  process.on('uncaughtException', (error) => void end(error));

  try {
    const given = { ...readEnvironmentFile('.env'), ...process.env };
    if (given.NODE_ENV === 'production') {
      throw new Problem(
        'npm start embeds what production brings itself: with NODE_ENV=production use npm run api and npm run worker',
      );
    }
    const config = loadConfig(given);
    dataDirectory = prepareDataDirectory(config.DATA_DIR);
    unlock = lockDataDirectory(dataDirectory);
    launch = new Launch(config, given, dataDirectory, terminal, (problem) => void end(problem));
    showAddresses(terminal, await launch.start());
  } catch (error) {
    await end(error);
  }
}

function showAddresses(terminal: Terminal, { api, temporalUi, sandbox, login }: Addresses): void {
  const rows: [string, string | undefined][] = [
    ['SocialSync', `${api}/dashboard`],
    ['Documentation', `${api}/docs`],
    ['Temporal UI', temporalUi],
    ['Sandbox, mail', sandbox],
    ['Demo login', `${login.email} (user name ${login.username}), password ${login.password}`],
    ['To stop', 'Ctrl-C'],
  ];
  const lines = rows.flatMap(([name, value]) => (value ? [`  ${name.padEnd(16)}${value}`] : []));
  terminal.say(`\n${lines.join('\n')}\n`);
}

await main();
