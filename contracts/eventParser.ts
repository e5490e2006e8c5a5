/** One server-sent event. */
export interface ServerEvent {
  id: string | null;
  name: string;
  data: string;
}

/**
 * Reads server-sent events from the pieces of a stream, wherever they are cut:
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream. Our server ends lines by \n.
 */
export function createEventParser(hear: (event: ServerEvent) => void): (piece: string) => void {
  let rest = '';
  let event = empty();
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (event.data.length > 0) hear({ ...event, data: event.data.join('\n') });
        event = empty();
        continue;
      }
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
      if (field === 'id') event.id = value;
      if (field === 'event') event.name = value;
      if (field === 'data') event.data.push(value);
    }
  };
}

const empty = () => ({ id: null as string | null, name: 'message', data: [] as string[] });
