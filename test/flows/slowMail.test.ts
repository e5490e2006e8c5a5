import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { Mail } from '../../db/models/mail.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

/** What operators' tools wait before they kill. */
const closeWithinMs = 10_000;

let server: SMTPServer;
let stack: TestStack;
/** The mails that were handed over whole, and how many of them were answered. */
let handedOver = 0;
let isSlow = true;
beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onData(stream, _session, done) {
      stream.resume().once('end', () => {
        handedOver += 1;
        if (!isSlow) done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  stack = await startTestStack({ SMTP_PORT: String(port) });
});
afterAll(async () => {
  await stack.close();
  await new Promise<void>((closed) => server.close(() => closed()));
});

test('a worker that is told to stop while the mail server is silent does so in time, and the mail goes out later', async () => {
  const { email } = await aPerson(stack.api, 'ada');
  await stack.api.stranger().post('/api/v1/auth/forgot-password', { email });
  await eventually(() => expect(handedOver).toBe(1));
  const told = performance.now();
  expect(await stack.worker.stop()).toEqual({ code: 0, signal: null });
  expect(performance.now() - told).toBeLessThan(closeWithinMs);

  isSlow = false;
  await stack.worker.start();
  await eventually(async () => {
    const mail = await Mail.findOne({ where: { recipient: email }, rejectOnEmpty: true });
    expect(mail.status).toBe('sent');
  });
  expect(handedOver).toBe(2);
});
