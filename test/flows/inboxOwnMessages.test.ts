import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addMessage } from '../../commands/inbox/addMessage.ts';
import { confirmSent } from '../../commands/inbox/confirmSent.ts';
import { row, rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import {
  allRead,
  aNumber,
  anId,
  conversationOf,
  messagesOf,
  textsOf,
  startToldProject,
  type ToldProject,
} from '../support/toldProject.ts';
import { instagramEvent, whatsappMessage, whatsappStatus } from '../support/webhooks.ts';

/** What platforms tell of messages that the project, or somebody on another device, has sent. */

let inbox: ToldProject;
beforeAll(async () => {
  inbox = await startToldProject();
});
afterAll(() => inbox.stack.close());

describe('what is told of our own messages', () => {
  /** A message of ours in the conversation of a customer who has written, in a state of its sending. */
  async function ours(contactId: string, content: string, state: 'sending' | 'unknown') {
    const conversation = await conversationOf(contactId);
    const { id } = await addMessage({
      ...{
        conversationId: conversation?.id ?? '',
        direction: 'outbound',
        author: 'ai',
        kind: 'text',
        content,
      },
      ...{ data: {}, externalId: null, sentAt: new Date(), state: 'queued', opensWindow: false },
    });
    await rows(`update messages set state = $2, state_since = now() where id = $1 returning 1 as x`, [
      id,
      state,
    ]);
    return id;
  }
  const stateOf = async (id: string) =>
    await row<{ state: string; problem_code: string | null }>(`select * from messages where id = $1`, [id]);
  /** Somebody who has just written. */
  async function customer(platform: 'whatsapp' | 'instagram') {
    const id = platform === 'whatsapp' ? aNumber() : randomUUID();
    const direct = instagramEvent(id, inbox.instagram, 0, { message: { mid: `${id}-0`, text: 'hello' } });
    await inbox.told(platform, platform === 'whatsapp' ? whatsappMessage(id, anId(), 0, 'hello') : direct);
    await allRead();
    return id;
  }
  const echo = (to: string, mid: string, text: string) =>
    instagramEvent(inbox.instagram, to, Math.floor(Date.now() / 1000) - 1_767_225_600, {
      message: { mid, text, is_echo: true },
    });

  test('a status only goes on, whatever order it comes in, and may come before we know', async () => {
    const tom = await customer('whatsapp');
    const [id, mid] = [await ours(tom, 'yes', 'sending'), anId()];
    await inbox.told('whatsapp', whatsappStatus(mid, 'delivered'));
    await allRead();
    await confirmSent(id, mid);
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' });
    await inbox.told('whatsapp', whatsappStatus(mid, 'sent'));
    await allRead();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' });
    await inbox.told('whatsapp', whatsappStatus(mid, 'read'));
    await eventually(async () => expect(await stateOf(id)).toMatchObject({ state: 'read' }));
  });

  test('a failure has its code', async () => {
    const tom = await customer('whatsapp');
    const [id, mid] = [await ours(tom, 'yes', 'sending'), anId()];
    await confirmSent(id, mid);
    await inbox.told('whatsapp', whatsappStatus(mid, 'failed', [{ code: 131047, title: 'Re-engagement' }]));
    await eventually(async () =>
      expect(await stateOf(id)).toMatchObject({ state: 'failed', problem_code: '131047' }),
    );
  });

  test('what the customer has read is read', async () => {
    const uma = await customer('instagram');
    const id = await ours(uma, 'yes', 'sending');
    await confirmSent(id, `${uma}-1`);
    const later = Math.floor(Date.now() / 1000) - 1_767_225_600 + 60;
    await inbox.told('instagram', instagramEvent(uma, inbox.instagram, later, { read: { mid: `${uma}-1` } }));
    await eventually(async () => expect(await stateOf(id)).toMatchObject({ state: 'read' }));
  });

  test('what the customer has read before we know that it was sent is read as well', async () => {
    const uma = await customer('instagram');
    const id = await ours(uma, 'We do.', 'sending');
    const later = Math.floor(Date.now() / 1000) - 1_767_225_600 + 60;
    await inbox.told('instagram', instagramEvent(uma, inbox.instagram, later, { read: { mid: `${uma}-1` } }));
    await allRead();
    await confirmSent(id, `${uma}-1`);
    expect(await stateOf(id)).toMatchObject({ state: 'read' });
  });

  test('an echo confirms a message of which we did not know, and pauses nobody', async () => {
    const uma = await customer('instagram');
    const id = await ours(uma, 'We do.', 'unknown');
    await inbox.told('instagram', echo(uma, `${uma}-1`, 'We do.'));
    await eventually(async () => expect(await stateOf(id)).toMatchObject({ state: 'sent' }));
    expect(await textsOf(uma)).toEqual(['hello', 'We do.']);
    expect(await conversationOf(uma)).toMatchObject({ ai_paused_until: null });
  });

  test('an echo of what is being sent waits for it', async () => {
    const uma = await customer('instagram');
    const id = await ours(uma, 'We do.', 'sending');
    await inbox.told('instagram', echo(uma, `${uma}-1`, 'We do.'));
    await eventually(async () =>
      expect(
        await rows(`select 1 from inbox_events where event_key like $1 and available_at > now()`, [
          `%${uma}-1`,
        ]),
      ).toHaveLength(1),
    );
    await confirmSent(id, `${uma}-1`);
    await allRead();
    expect(await textsOf(uma)).toEqual(['hello', 'We do.']);
  });

  test('an echo of what nobody here sent is a person’s answer: the assistant keeps quiet', async () => {
    const uma = await customer('instagram');
    await inbox.told('instagram', echo(uma, `${uma}-1`, 'This is Ada, on the phone'));
    await eventually(async () =>
      expect(await messagesOf(uma)).toMatchObject([
        { author: 'customer' },
        { author: 'agent', state: 'sent', content: 'This is Ada, on the phone' },
      ]),
    );
    const { ai_paused_until: until, unread_count: unread } = (await conversationOf(uma)) ?? {};
    expect(until?.getTime()).toBeGreaterThan(Date.now() + 25 * 60_000);
    expect(unread).toBe(0);
  });
});
