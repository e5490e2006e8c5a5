import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const rotateAboveBytes = 10_000_000;
const pollMs = 250;
const warnLevel = 40;
const lastBytes = 32_768;

/**
 * The log file of a child. The child writes into it itself, so that it can log its end even when the launcher was
 * killed; the launcher follows the file and passes on what a person should see.
 */
export class ChildLog {
  readonly path: string;
  readonly descriptor: number;
  #offset: number;
  #begin = 0;
  #unfinished = '';
  #lastShown = '';
  #timer: NodeJS.Timeout;
  #show: (line: string) => void;

  /** Opens the log to append; one above 10 MB is set aside first, as <path>.1. */
  constructor(path: string, show: (line: string) => void) {
    if (existsSync(path) && statSync(path).size > rotateAboveBytes) renameSync(path, `${path}.1`);
    this.path = path;
    this.descriptor = openSync(path, 'a+', 0o600);
    this.#offset = fstatSync(this.descriptor).size;
    this.#show = show;
    this.#timer = setInterval(() => this.follow(), pollMs).unref();
  }

  /** Shows the warnings and errors written since the last call, a line each; the same one twice in a row once. */
  follow(): void {
    const size = fstatSync(this.descriptor).size;
    if (size <= this.#offset) return;
    const lines = (this.#unfinished + this.#read(this.#offset, size)).split('\n');
    this.#offset = size;
    this.#unfinished = lines.pop() ?? '';
    for (const line of lines.map(warningIn)) {
      if (line === undefined || line === this.#lastShown) continue;
      this.#lastShown = line;
      this.#show(line);
    }
  }

  /** The last lines of the log, oldest first. */
  lastLines(count: number): string[] {
    const size = fstatSync(this.descriptor).size;
    const text = this.#read(Math.max(0, size - lastBytes), size);
    return text.trimEnd().split('\n').slice(-count);
  }

  /** From here on the lines of a new process are written. */
  begin(): void {
    this.#begin = fstatSync(this.descriptor).size;
  }

  /** What the process since {@link begin} said last, in words: its last error, else its last line. */
  lastWords(): string {
    const size = fstatSync(this.descriptor).size;
    const text = this.#read(Math.max(this.#begin, size - lastBytes), size);
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s+at |^Node\.js v/.test(line));
    const line = lines.findLast((candidate) => /error/i.test(candidate)) ?? lines.at(-1) ?? 'it said nothing';
    return readableLine(line).slice(0, 300);
  }

  close(): void {
    clearInterval(this.#timer);
    closeSync(this.descriptor);
  }

  #read(from: number, to: number): string {
    const buffer = Buffer.alloc(to - from);
    return buffer.toString('utf8', 0, readSync(this.descriptor, buffer, 0, buffer.length, from));
  }
}

/** A log line in words; undefined when it is below a warning or no log line of ours (pino's JSON). */
function warningIn(line: string): string | undefined {
  const entry = parse(line);
  if (typeof entry?.level !== 'number' || entry.level < warnLevel) return undefined;
  return sentence(entry);
}

/** The message of a log line with the message of its error; another line as it is. */
export function readableLine(line: string): string {
  const entry = parse(line);
  return typeof entry?.msg === 'string' ? sentence(entry) : line;
}

/** Errors of ours stand under `err`, those of Temporal's SDK under `error`, with the workflow they belong to. */
function sentence(entry: Record<string, unknown>): string {
  const error = (entry.err ?? entry.error) as { message?: string; type?: string } | undefined;
  const parts = [entry.msg, error?.message ?? error?.type, entry.workflowId];
  const different = parts.filter((part, index) => part && parts.indexOf(part) === index);
  return different.join(': ').replaceAll(/\s+/g, ' ').slice(0, 300);
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
