import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAssistedShop, type AssistedShop } from '../support/assistedShop.ts';
import { eventually } from '../support/eventually.ts';

/** What customers get while the worker or the models are in trouble. */

let shop: AssistedShop;
beforeAll(async () => {
  shop = await startAssistedShop();
});
afterAll(() => shop.stack.close());

describe('the worker is killed', () => {
  test.each(['before it decides', 'while the model thinks'])(
    '%s: one answer all the same',
    async (when) => {
      const tom = shop.aCustomer('whatsapp');
      const text = `What are your opening hours, ${tom.from.at(-1)}?`;
      if (when === 'while the model thinks')
        await shop.stack.sandbox.fault({
          standIn: 'openai',
          fault: 'slow',
          match: text,
          delayMs: 8_000,
          times: 1,
        });
      await tom.write(text);
      await tom.conversation();
      if (when === 'while the model thinks')
        await eventually(async () => expect(await shop.stack.sandbox.calls(text)).toHaveLength(1));
      await shop.stack.worker.kill();
      await shop.stack.worker.start();
      await tom.says('ai', /open from nine to six/, 'delivered');
      expect(await tom.sent()).toHaveLength(1);
    },
    120_000,
  );
});

test('a model that takes its time holds up one conversation alone', async () => {
  const [slow, quick] = [shop.aCustomer('whatsapp'), shop.aCustomer('whatsapp')];
  for (const standIn of ['openai', 'gemini'])
    await shop.stack.sandbox.fault({ standIn, fault: 'slow', match: 'endless', delayMs: 600_000, times: 9 });
  await slow.write('an endless question');
  await eventually(async () => expect(await shop.stack.sandbox.calls('endless')).toHaveLength(1));
  await quick.write('What are your opening hours?');
  await quick.says('ai', /open from nine to six/, 'delivered');
  await slow.says('customer', 'an endless question');
  await shop.stack.sandbox.clearFaults();
}, 120_000);

test('an assistant that nobody can reach leaves the customer to people', async () => {
  const sam = shop.aCustomer('whatsapp');
  for (const standIn of ['openai', 'gemini'])
    await shop.stack.sandbox.fault({ standIn, fault: 'server_error', match: 'unheard of', times: 50 });
  await sam.write('something unheard of, please');
  await sam.says('system', /person of our team/);
  expect(await sam.conversation()).toMatchObject({ handover_reason: 'assistant_unavailable' });
}, 240_000);
