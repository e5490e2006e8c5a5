// The first step of npm start, npm test and npm run check: runs on a bare checkout, with whatever Node (20 or later)
// the machine has, so it imports nothing but Node's own modules. It installs what is missing and then runs
// launcher/<command>.ts with the project's own Node.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const node = join(modules, '.bin', 'node');
const oldestNode = 20;

const [command, ...args] = process.argv.slice(2);
if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  fail(
    `SocialSync needs Node ${oldestNode} or later to start, this is ${process.version}: install a newer one`,
  );
}
process.chdir(root);
if (!isInstalled()) await install();
run();

/** Whether node_modules holds what package-lock.json asks for, by the list that npm itself leaves there. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages(join(modules, '.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  const complete = Object.entries(wanted).every(([path, { version, optional, integrity }]) => {
    if (path === '') return true;
    const there = installed[path];
    if (there === undefined) return optional === true; // for another platform
    return (
      there.version === version && there.integrity === integrity && existsSync(join(path, 'package.json'))
    );
  });
  return complete && spawnSync(node, ['--version']).status === 0; // a copy from another platform does not run
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs what package-lock.json says; shows how far it is on a terminal, and npm's own reason in one line when it
 * fails. Not by npm ci: that refuses a lock file that was written where packages of other platforms were not to be had.
 */
async function install() {
  const total = Object.keys(readPackages('package-lock.json') ?? {}).length;
  const from = Date.now();
  const progress = () => {
    const seconds = Math.round((Date.now() - from) / 1000);
    return `installing ${total} packages, once … ${seconds} s`;
  };
  const ticker = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r${progress()} (${installedFolders()} folders)`), 500)
    : undefined;
  if (!ticker) console.log(progress());

  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const options = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(npm[0], [...npm.slice(1), ...options], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      child.kill(signal);
      process.exit(1);
    });
  }
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const how = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  });
  clearInterval(ticker);
  if (ticker) process.stdout.write('\r\x1b[K');
  if (how !== undefined) {
    fail(
      `npm install failed (${how}): ${npmReason(errors)}: see that npm reaches its registry, then start again`,
    );
  }
  console.log(`${progress()}, done`);
}

function installedFolders() {
  try {
    return readdirSync(modules).length;
  } catch {
    return 0;
  }
}

/** The lines of npm that say what went wrong, in one. */
function npmReason(errors) {
  const lines = errors
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim())
    .filter((line) => line && !line.startsWith('A complete log'));
  return lines.slice(0, 3).join(' ').slice(0, 300) || 'without a reason';
}

/**
 * Runs the command with the project's Node and ends as it ends. Signals are passed on; a Ctrl-C in a terminal is not,
 * for the terminal has sent it to the whole group. When this process is killed, the command sees its IPC channel close.
 */
function run() {
  const script = join(root, 'launcher', `${command}.ts`);
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  child.once('error', (error) => fail(`${node} cannot be run: ${error.message}`));
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal) console.error(`${command} was ended by ${signal}`);
  });
  stopWithoutParent(child);
}

/** Under npm the parent is npm or its shell. When it is killed, nobody would be left to stop us: then we stop. */
function stopWithoutParent(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 1000).unref();
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
