const redrawMs = 100;

/**
 * What a person sees while things start: a line for each step that is done, with its time, and, on a terminal, a last
 * line that tells what is still under way.
 */
export class Terminal {
  #output: NodeJS.WriteStream;
  #running = new Map<string, number>();
  #timer?: NodeJS.Timeout;

  constructor(output: NodeJS.WriteStream = process.stdout) {
    this.#output = output;
  }

  /** Shows `label` as under way until `work` settles, and then how long it took. */
  async step<Result>(label: string, work: () => Promise<Result>): Promise<Result> {
    const from = performance.now();
    this.#running.set(label, from);
    this.#timer ??= this.#output.isTTY ? setInterval(() => this.#redraw(), redrawMs).unref() : undefined;
    try {
      const result = await work();
      this.#finish(label);
      this.say(`${label} … ${seconds(performance.now() - from)}`);
      return result;
    } catch (error) {
      this.#finish(label);
      throw error;
    }
  }

  /** Prints a line of its own. */
  say(line: string): void {
    this.#clear();
    this.#output.write(`${line}\n`);
    this.#redraw();
  }

  /** Ends the line of what is under way. */
  close(): void {
    this.#running.clear();
    clearInterval(this.#timer);
    this.#clear();
  }

  #finish(label: string): void {
    this.#running.delete(label);
  }

  #clear(): void {
    if (this.#output.isTTY) this.#output.write('\r\x1b[K');
  }

  #redraw(): void {
    if (!this.#output.isTTY || this.#running.size === 0) return;
    const now = performance.now();
    const steps = [...this.#running].map(([label, from]) => `${label} … ${seconds(now - from)}`);
    this.#output.write(`\r\x1b[K${steps.join(', ').slice(0, (this.#output.columns || 80) - 1)}`);
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
