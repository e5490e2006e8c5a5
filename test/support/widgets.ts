import { addMessage } from '../../commands/inbox/addMessage.ts';
import { createEventParser, type ServerEvent } from '../../contracts/eventParser.ts';
import { aPerson, type TestPerson } from './people.ts';
import type { TestApi } from './testApi.ts';

export interface TestWidget {
  id: string;
  project: string;
  owner: TestPerson;
}

/** A widget of a shop of its own; `fields` as POST /api/web-widgets takes them. */
export async function aWidget(
  api: Pick<TestApi, 'stranger'>,
  fields: Record<string, unknown> = {},
): Promise<TestWidget> {
  const owner = await aPerson(api, 'shop');
  const project: string = (await owner.client.get('/api/v1/projects')).body[0].id;
  const { status, body } = await owner.client.post('/api/web-widgets', { name: 'Boutique', ...fields });
  if (status !== 201) throw new Error(`no widget: ${JSON.stringify(body)}`);
  return { id: body.id, project, owner };
}

/** What the shop answers in a conversation of a widget, as it stands once it is sent. */
export const anAnswer = (
  conversationId: string,
  content: string,
  {
    author = 'agent',
    state = 'sent',
    data = {},
  }: { author?: 'agent' | 'ai' | 'system'; state?: 'sent' | 'suggested'; data?: object } = {},
) =>
  addMessage({
    ...{ conversationId, direction: 'outbound', author, kind: 'text', content, externalId: null },
    ...{ data: { ...data }, sentAt: new Date(), state, opensWindow: false },
  });

/** The one conversation of a shop. */
export async function conversationOf({ owner }: TestWidget): Promise<string> {
  const { conversations } = (await owner.client.get('/api/conversations')).body;
  if (conversations.length !== 1) throw new Error(`there are ${conversations.length} conversations`);
  return conversations[0].id;
}

/** Listens to server-sent events until it is closed. */
export async function listenTo(url: string, headers: Record<string, string>) {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  const events: ServerEvent[] = [];
  const parse = createEventParser((event) => events.push(event));
  const done = (async () => {
    for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>)
      parse(Buffer.from(piece).toString('utf8'));
  })().catch(() => {});
  return {
    response,
    events,
    contents: () => events.map(({ data }) => JSON.parse(data).content as string),
    /** Ends when the server ends it. */
    done,
    close: () => {
      leaving.abort();
      return done;
    },
  };
}
