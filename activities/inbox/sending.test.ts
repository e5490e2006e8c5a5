import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { queueMessage } from '../../commands/inbox/queueMessage.ts';
import type { SendingStep } from '../../contracts/sending.ts';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';
import { Unavailable } from '../../platforms/errors.ts';
import { aConversation } from '../../test/support/conversations.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import type { TokenKeeper } from '../tokenKeeper.ts';
import { createSendingActivities } from './sending.ts';

beforeAll(async () => connectDatabase({ url: await createTestDatabase(), poolSize: 4 }));
afterAll(closeDatabase);

test('a platform that cannot be reached is tried less and less often, once a minute at last, for an hour', async () => {
  const { projectId } = await aMember();
  const conversationId = await aConversation(projectId);
  const order = { conversationId, author: 'agent', kind: 'text', content: 'hello', data: {} } as const;
  const { id } = await queueMessage({ ...order, clientMessageId: null, state: 'queued' });
  const away = () => Promise.reject(new Unavailable('nobody answers', 'not sent'));
  const tokens: TokenKeeper = {
    ...{ openAccount: away, replaceRefused: away, refreshConnection: away, withFreshToken: away },
  };
  const { deliverMessage } = createSendingActivities({
    ...{ tokens, platforms: { find: () => undefined, all: () => [] } },
    ...{ linkSecret: 'only-for-tests', publicUrl: 'http://localhost:8000' },
  });
  const stepAfter = async (minutes: number): Promise<SendingStep> => {
    await rows(
      `update messages set sent_at = now() - make_interval(mins => $2) where id = $1 returning 1 as x`,
      [id, minutes],
    );
    return new MockActivityEnvironment().run(deliverMessage, id);
  };
  expect(await stepAfter(0)).toEqual({ state: 'queued', againInMs: 5_000 });
  const { againInMs } = await stepAfter(1);
  expect(againInMs).toBeGreaterThanOrEqual(30_000);
  expect(againInMs).toBeLessThan(40_000);
  expect(await stepAfter(30)).toEqual({ state: 'queued', againInMs: 60_000 });
  expect(await stepAfter(60)).toEqual({ state: 'failed', againInMs: null });
});
