import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows } from '../../db/query.ts';
import { aConnection } from '../support/connections.ts';
import { eventually } from '../support/eventually.ts';
import {
  allRead,
  aNumber,
  anId,
  eventOf,
  textsOf,
  startToldProject,
  type ToldProject,
} from '../support/toldProject.ts';
import { instagramBody, instagramEvent, whatsappMessage } from '../support/webhooks.ts';

/** Updates for which there is no place, yet or ever. */

let inbox: ToldProject;
beforeAll(async () => {
  inbox = await startToldProject();
});
afterAll(() => inbox.stack.close());

describe('what cannot be placed', () => {
  test('of an account that nobody has connected is kept, and placed once somebody has', async () => {
    const [account, eve, mid] = [randomUUID(), randomUUID(), randomUUID()];
    const body = instagramBody(
      account,
      instagramEvent(eve, account, 0, { message: { mid, text: 'anybody?' } }),
    );
    expect((await inbox.send('instagram', body)).status).toBe(200);
    await allRead();
    const key = `instagram/${account}/message/${mid}`;
    expect(await eventOf(key)).toMatchObject({ state: 'ignored' });
    const connection = await aConnection(inbox.stack.api, inbox.project, 'instagram');
    await connection.update({ externalId: account });
    const listed = await inbox.operator.client.get(`/api/admin/inbox-events?account_id=${account}`);
    expect(listed).toMatchObject({ status: 200, body: { results: [{ event_key: key, state: 'ignored' }] } });
    const replayed = await inbox.operator.client.post('/api/admin/inbox-events/replay', {
      ids: [listed.body.results[0].id],
    });
    expect(replayed).toMatchObject({ status: 202, body: { replayed: 1 } });
    await eventually(async () => expect(await textsOf(eve)).toEqual(['anybody?']));
  });

  test('is signed and not understood: kept whole, answered 200, seen by administrators alone', async () => {
    const strange = `{"object":"hologram","marker":"${randomUUID()}"}`;
    expect(await inbox.send('whatsapp', strange)).toEqual({ status: 200, body: '{"received":0}' });
    const path = '/api/admin/inbox-events?state=quarantined&channel=whatsapp';
    const { body } = await inbox.operator.client.get(path);
    expect(body.results[0]).toMatchObject({ payload: strange, problem: 'the body is not understood' });
    expect((await inbox.ada.client.get(path)).status).toBe(403);

    await inbox.operator.client.post('/api/admin/inbox-events/replay', { state: 'quarantined' });
    await eventually(async () =>
      expect((await inbox.operator.client.get(path)).body.results[0]).toMatchObject({ payload: strange }),
    );
    expect((await inbox.send('whatsapp', Buffer.from([0xff, 0]).toString('latin1'))).status).toBe(200);
  });

  test('is dismissed, and no longer counted', async () => {
    const quarantined = async () => (await inbox.operator.client.get('/health')).body.inbox.quarantined;
    await allRead();
    const before = await quarantined();
    const strange = `{"object":"hologram","marker":"${randomUUID()}"}`;
    await inbox.send('whatsapp', strange);
    const path = '/api/admin/inbox-events';
    const { results } = (await inbox.operator.client.get(`${path}?state=quarantined`)).body;
    expect(results[0]).toMatchObject({ payload: strange });
    expect(await quarantined()).toBe(before + 1);
    const ids = [results[0].id];
    expect((await inbox.ada.client.post(`${path}/dismiss`, { ids })).status).toBe(403);
    const dismiss = () => inbox.operator.client.post(`${path}/dismiss`, { ids });
    expect(await dismiss()).toMatchObject({ status: 200, body: { dismissed: 1 } });
    expect(await dismiss()).toMatchObject({ status: 200, body: { dismissed: 0 } });
    expect(await quarantined()).toBe(before);
    expect((await inbox.operator.client.get(`${path}?state=ignored`)).body.results).toContainEqual(
      expect.objectContaining({ payload: strange, problem: 'the body is not understood' }),
    );
  });

  test('does not hold up what came after it', async () => {
    const [kim, bad] = [aNumber(), anId()];
    // A conversation that cannot be written to: what comes for it fails, for now.
    await rows(
      `create function refuse_poison() returns trigger language plpgsql as
       'begin if new.content = ''poison'' then raise ''poisoned''; end if; return new; end'`,
    );
    await rows(
      `create trigger poison before insert on messages for each row execute function refuse_poison()`,
    );
    await inbox.told(
      'whatsapp',
      whatsappMessage(kim, bad, 0, 'poison'),
      whatsappMessage(kim, anId(), 10, 'fine'),
    );
    await eventually(async () => expect(await textsOf(kim)).toEqual(['fine']));
    const key = `whatsapp/${inbox.whatsapp}/message/${bad}`;
    await eventually(
      async () => expect(await eventOf(key)).toMatchObject({ state: 'quarantined', problem: 'poisoned' }),
      60_000,
    );
    await rows(`drop trigger poison on messages`);
    await inbox.operator.client.post('/api/admin/inbox-events/replay', { state: 'quarantined' });
    await eventually(async () => expect(await textsOf(kim)).toEqual(['poison', 'fine']));
  }, 120_000);
});
