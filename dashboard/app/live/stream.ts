import { createEventParser } from '../../../contracts/eventParser.ts';
import type { ChangeEvent } from '../../../contracts/events.ts';
import { call } from '../client/api.ts';

/** What the stream of a project says. */
export type LiveNews =
  /** `isFresh`: it began here and now; what happened before, nobody was told. */
  | { name: 'ready'; id: string | null; isFresh: boolean }
  | { name: 'reset'; id: string | null }
  | { name: 'changed'; id: string | null; change: ChangeEvent };

/** A server that says nothing for so long is not there any more: it gives a sign every 20 s. */
const silenceMs = 50_000;

/**
 * Listens to /api/events of a project from the event `last` on, until the stream or `signal` ends it.
 * @throws {ApiProblem}, {NoAnswer}
 */
export async function listen(
  project: string,
  last: string | null,
  hear: (news: LiveNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  const leave = () => silence.abort();
  signal.addEventListener('abort', leave);
  let timer = setTimeout(leave, silenceMs);
  try {
    const response = await call('GET', '/api/events', {
      project,
      isStream: true,
      signal: silence.signal,
      ...(last && { lastEventId: last }),
    });
    const parse = createEventParser(({ id, name, data }) => {
      if (name === 'ready') hear({ name, id, isFresh: last === null });
      if (name === 'reset') hear({ name, id });
      if (name === 'changed') hear({ name, id, change: JSON.parse(data) as ChangeEvent });
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const piece = await reader?.read();
      if (!piece || piece.done) return;
      clearTimeout(timer);
      timer = setTimeout(leave, silenceMs);
      parse(piece.value);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
  }
}
