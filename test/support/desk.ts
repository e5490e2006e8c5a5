import { expect } from '@jest/globals';
import { row, rows } from '../../db/query.ts';
import { eventually } from './eventually.ts';
import { anInboxAt, type TestInbox } from './inboxes.ts';
import { aPerson } from './people.ts';
import { startTestStack } from './testStack.ts';

/** The whole product, and in it a person who answers the customers of two channels, without the assistant. */
export type Desk = Awaited<ReturnType<typeof startDesk>>;

export async function startDesk() {
  const stack = await startTestStack();
  const ada = await aPerson(stack.api, 'ada');
  const project: string = (await ada.client.get('/api/v1/projects')).body[0].id;
  const setAssistant = (mode: string) =>
    rows(
      `insert into assistant_settings (project_id, mode) values ($1, $2)
       on conflict (project_id) do update set mode = excluded.mode returning 1 as kept`,
      [project, mode],
    );
  await setAssistant('off');
  const whatsapp = await anInboxAt(stack, ada, 'whatsapp');
  const instagram = await anInboxAt(stack, ada, 'instagram');
  let people = 0;
  return {
    ...{ stack, ada, whatsapp, instagram, setAssistant },
    /** Nothing goes wrong any more, and the platforms tell as quickly as ever. */
    async playAlong(): Promise<void> {
      await stack.sandbox.clearFaults();
      for (const platform of ['whatsapp', 'instagram'])
        await stack.sandbox.control('messaging', { platform });
    },
    /** Somebody who has just written. */
    async aCustomer(inbox: TestInbox, order: object = {}, prefix = '') {
      people += 1;
      const from =
        inbox.platform === 'whatsapp'
          ? `${prefix || '3361'}${String(people).padStart(7, '0')}`
          : `${prefix || '7700'}0${people}`;
      const id = await inbox.conversationOf(from, `hello from ${from}`, order);
      return { from, id };
    },
    write: (conversation: string, body: object) =>
      ada.client.post(`/api/conversations/${conversation}/messages`, body),
    threadOf: async (conversation: string) =>
      (await ada.client.get(`/api/conversations/${conversation}/messages`)).body.messages,
    detailOf: async (conversation: string) =>
      (await ada.client.get(`/api/conversations/${conversation}`)).body,
  };
}

export const messageOf = (id: string) =>
  row<{
    state: string;
    problem_code: string | null;
    external_id: string | null;
    sent_at: Date;
  }>(`select * from messages where id = $1`, [id]);

/** The message's row, once its state is one of these. */
export const inState = (id: string, ...states: string[]) =>
  eventually(async () => {
    const message = await messageOf(id);
    expect(states).toContain(message?.state);
    return message;
  }, 60_000);
