import type { WidgetMessage } from '../contracts/widgets.ts';
import { createEventParser } from '../contracts/eventParser.ts';
import type { Language } from './texts.ts';

/** What the server tells of the widget. */
export interface WidgetSettings {
  name: string;
  primary_color: string;
  logo_url: string | null;
  welcome_message: string;
  welcome_messages: Partial<Record<Language, string>>;
  languages: Language[];
  enabled: boolean;
  is_open: boolean;
}

interface OutgoingMessage {
  visitor_token: string;
  message: string;
  client_message_id: string;
  visitor_info: { name?: string; email?: string };
  locale: Language;
}

/** A call that did not succeed. */
export class CallFailed extends Error {
  /** 0 where there was no answer. */
  readonly status: number;
  readonly retryAfterMs: number;

  constructor(status: number, retryAfterSeconds = 0) {
    super(`answered ${status}`);
    this.status = status;
    this.retryAfterMs = retryAfterSeconds * 1000;
  }

  /** Whether the same call may succeed later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** A server that says nothing for so long is not there any more: it gives a sign every 20 s. */
const silenceMs = 50_000;
const answerWithinMs = 20_000;

export type Backend = ReturnType<typeof createBackend>;

/** The calls to the server; `base` is the address of /api/web-widget/. Each throws {CallFailed}. */
export function createBackend(base: string, widgetId: string) {
  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const signal = init.signal ?? AbortSignal.timeout(answerWithinMs);
    const response = await fetch(base + path, { credentials: 'omit', ...init, signal }).catch(() => null);
    if (!response) throw new CallFailed(0);
    if (!response.ok) throw new CallFailed(response.status, Number(response.headers.get('retry-after') ?? 0));
    return response;
  }
  const post = async <Answer>(path: string, body: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' };
    const sent = JSON.stringify({ widget_id: widgetId, ...body });
    const response = await call(path, { method: 'POST', headers, body: sent });
    if (response.status === 204) return undefined as Answer;
    return (await response.json().catch(() => Promise.reject(new CallFailed(0)))) as Answer;
  };

  return {
    settings: async () => (await (await call(`config/${widgetId}`)).json()) as WidgetSettings,
    makeVisitor: async () => (await post<{ visitor_token: string }>('visitors', {})).visitor_token,
    send: async (message: OutgoingMessage) =>
      (await post<{ message: WidgetMessage }>('messages', message)).message,
    /** That the visitor has read a message, and what came before it. */
    tellSeen: async (visitorToken: string, messageId: string): Promise<void> => {
      await post('seen', { visitor_token: visitorToken, message_id: messageId });
    },

    /**
     * Listens to the visitor's conversation from the event `last` on, until the stream ends. False when there is no
     * conversation yet.
     */
    async listen(
      { token, last, signal }: { token: string; last: string; signal: AbortSignal },
      hear: (eventId: string, message: WidgetMessage) => void,
      opened: () => void,
    ): Promise<boolean> {
      const silence = new AbortController();
      signal.addEventListener('abort', () => silence.abort());
      const response = await call(`events?widget_id=${widgetId}`, {
        headers: { 'x-visitor-token': token, ...(last !== '0' && { 'last-event-id': last }) },
        cache: 'no-store',
        signal: silence.signal,
      });
      if (response.status === 204 || !response.body) return false;
      opened();
      const parse = createEventParser(({ id, name, data }) => {
        if (name === 'message' && id) hear(id, JSON.parse(data) as WidgetMessage);
      });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const timer = setTimeout(() => silence.abort(), silenceMs);
        const { done, value } = await reader.read().catch(() => Promise.reject(new CallFailed(0)));
        clearTimeout(timer);
        if (done) return true;
        parse(value);
      }
    },
  };
}
