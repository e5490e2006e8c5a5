import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { database } from '../../db/connection.ts';
import { ApiClient, type ApiAnswer } from '../support/apiClient.ts';
import { historiesAsText, shownIn, tablesAsText } from '../support/clearText.ts';
import { eventually } from '../support/eventually.ts';
import { aPrompt, orderImage, settledImage } from '../support/images.ts';
import { TestProcess } from '../support/testProcess.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

const random = () => randomBytes(16).toString('hex');
/** What must not show anywhere, by its name: for a token the part that makes it one. */
const canaries: Record<string, string> = {
  password: `Canary-${random()}-7`,
  newPassword: `Canary-${random()}-8`,
  wrongPassword: `Canary-${random()}-9`,
  openaiKey: `sk-${random()}`,
  jwtSecret: random() + random(),
  smtpPassword: random(),
};
/** What a person wrote: no secret where it belongs, but nothing for a log. */
const prompt = aPrompt('a canary');

let stack: TestStack;
let api: TestProcess;
let url: string;
/** The bodies of all refusals and failures. */
const errors: string[] = [];
beforeAll(async () => {
  stack = await startTestStack(
    {
      OPENAI_API_KEY: canaries.openaiKey ?? '',
      JWT_SECRET: canaries.jwtSecret ?? '',
      SMTP_USER: 'mailer',
      SMTP_PASSWORD: canaries.smtpPassword ?? '',
      RATE_LIMITS: 'false',
    },
    { LOG_LEVEL: 'trace' },
  );
  canaries.databasePassword = new URL(stack.api.environment.DATABASE_URL ?? '').password;
  api = new TestProcess('api/main.ts', { ...stack.api.environment, LOG_LEVEL: 'trace' });
  const { port } = await api.start();
  url = `http://127.0.0.1:${String(port)}`;
  await useEverything();
  // All of their output is read once they have ended.
  await Promise.all([api.stop(), stack.worker.stop()]);
});
afterAll(() => stack.close());

/** Goes through what handles secrets, rightly and wrongly. */
async function useEverything(): Promise<void> {
  const person = await signUp();
  await useTokens(person);
  const key = await useApiKey(person);
  await useModel(person.client);
  await sendMalformed(person);
  await failInApi(person, key);
  await failInWorker(person.client);
  await resetPassword(person);
}

interface Person {
  username: string;
  email: string;
  client: ApiClient;
  refresh: string;
}

const stranger = () => new ApiClient(url);
const holding = (access: string) => stranger().with({ authorization: `Bearer ${access}` });

/** Keeps the body of an answer that must be an error. */
async function failing(answer: Promise<ApiAnswer>, status: number): Promise<void> {
  const { status: actual, body } = await answer;
  expect({ actual, body }).toMatchObject({ actual: status });
  errors.push(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Remembers what was issued, as canaries. */
function keepTokens(access: string, refresh: string): void {
  canaries[`access${Object.keys(canaries).length}`] = access.split('.')[2] ?? '';
  canaries[`refresh${Object.keys(canaries).length}`] = refresh;
}

async function signUp(): Promise<Person> {
  const username = `canary_${random()}`;
  const email = `${username}@example.com`;
  const { password = '', wrongPassword } = canaries;
  const account = { username, email, password, password2: password };
  await failing(stranger().post('/api/auth/register', { ...account, password2: wrongPassword }), 400);
  const { body } = await stranger().post('/api/auth/register', account);
  keepTokens(body.tokens.access, body.tokens.refresh);
  await failing(stranger().post('/api/auth/register', account), 400);
  return { username, email, client: holding(body.tokens.access), refresh: body.tokens.refresh };
}

async function useTokens({ username, email, refresh }: Person): Promise<void> {
  const { password, wrongPassword } = canaries;
  await failing(stranger().post('/api/auth/login', { username, password: wrongPassword }), 401);
  await failing(stranger().post('/api/v1/auth/login', { email, password: wrongPassword }), 401);
  const { body: login } = await stranger().post('/api/v1/auth/login', { email, password });
  keepTokens(login.access_token, login.refresh_token);
  const { body: rotated } = await stranger().post('/api/v1/auth/refresh', {
    refresh_token: login.refresh_token,
  });
  keepTokens(rotated.access_token, rotated.refresh_token);
  const { body: refreshed } = await stranger().post('/api/auth/token/refresh', { refresh });
  keepTokens(refreshed.access, refresh);
  await failing(holding(`${refreshed.access}x`).get('/api/auth/me'), 401);
  await failing(stranger().post('/api/v1/auth/refresh', { refresh_token: `${refresh}x` }), 401);
}

async function useApiKey({ client }: Person): Promise<string> {
  const { body: projects } = await client.get('/api/v1/projects');
  const path = `/api/v1/projects/${projects[0].id}/api-keys`;
  const headers = { 'idempotency-key': random() };
  const { body } = await client.post(path, { name: 'canary', role: 'editor' }, { headers });
  // Lists show its first twelve characters.
  canaries.apiKey = body.key.slice(12);
  await failing(client.post(path, { name: 'canary', role: 'editor' }, { headers }), 409);
  expect((await stranger().with({ 'x-api-key': body.key }).get('/api/images')).status).toBe(200);
  expect((await holding(body.key).get('/api/images')).status).toBe(200);
  await failing(
    stranger()
      .with({ 'x-api-key': `${body.key}x` })
      .get('/api/images'),
    401,
  );
  return body.key;
}

async function useModel(client: ApiClient): Promise<void> {
  const { id } = await orderImage(client, prompt);
  expect(await settledImage(client, id)).toMatchObject({ status: 'generated' });
  const locked = aPrompt();
  await stack.sandbox.fault({ standIn: 'openai', fault: 'bad_key', match: locked });
  const refused = await settledImage(client, (await orderImage(client, locked)).id);
  expect(refused).toMatchObject({ status: 'failed', failure: { code: 'provider_rejected_key' } });
  errors.push(JSON.stringify(refused));
}

async function sendMalformed({ client, username, refresh }: Person): Promise<void> {
  const { password } = canaries;
  const login = (body: unknown) => stranger().call('POST', '/api/auth/login', { body });
  await failing(login({ username, password, remember: password }), 400);
  await failing(login({ username, password: [password] }), 400);
  await failing(login({ username: { password }, password }), 400);
  await failing(login(`{"username":"${username}","password":"${password}"`), 400);
  await failing(login(`password=${password}`), 400);
  await failing(client.patch('/api/auth/profile', { bio: { refresh } }), 400);
  await failing(client.post('/api/v1/auth/refresh', { refresh_token: [refresh] }), 422);
  await failing(client.get(`/api/images/?page=0&token=${refresh}`), 400);
}

/** The message of a failed statement, as a logged error has it. */
const noSuchTable = /"message":"relation \\"\w+\\" does not exist"/;

/** Takes a table away meanwhile, so that statements fail in a way that nobody thought of. */
async function without(table: string, use: () => Promise<void>): Promise<void> {
  await database().query(`alter table ${table} rename to ${table}_away`);
  await use().finally(() => database().query(`alter table ${table}_away rename to ${table}`));
}

async function failInApi({ client, username, refresh }: Person, key: string): Promise<void> {
  const { password = '', wrongPassword = '' } = canaries;
  await without('sessions', async () => {
    await failing(stranger().post('/api/auth/login', { username, password }), 500);
    await failing(client.get('/api/auth/me'), 500);
  });
  await without('refresh_tokens', () =>
    failing(stranger().post('/api/v1/auth/refresh', { refresh_token: refresh }), 500),
  );
  await without('api_keys', () => failing(stranger().with({ 'x-api-key': key }).get('/api/images'), 500));
  await without('users', async () => {
    const account = { username: 'someone', email: 'someone@example.com', password: wrongPassword };
    await failing(stranger().post('/api/auth/register', { ...account, password2: wrongPassword }), 500);
  });
  await without('outbox', () => failing(client.post('/api/images/generate', { prompt }), 500));
}

/** The model's answer cannot be written at first. */
async function failInWorker(client: ApiClient): Promise<void> {
  await stack.sandbox.fault({ standIn: 'openai', fault: 'slow', delayMs: 1_000, match: prompt });
  const { id } = await orderImage(client, prompt);
  await eventually(async () =>
    expect(await stack.sandbox.calls(prompt)).toContainEqual(
      expect.objectContaining({ outcome: 'received' }),
    ),
  );
  await without('image_generations', () =>
    eventually(() => expect(stack.worker.output).toMatch(noSuchTable)),
  );
  expect(await settledImage(client, id)).toMatchObject({ status: 'generated' });
}

/** By the link of a mail that the server takes at the second attempt. */
async function resetPassword({ email, client }: Person): Promise<void> {
  const { newPassword, wrongPassword } = canaries;
  await stack.sandbox.fault({ standIn: 'mail', fault: 'temporary', match: email });
  await stranger().post('/api/v1/auth/forgot-password', { email });
  const token: string = await eventually(async () => {
    const [mail] = await stack.sandbox.mails(email);
    return /token=(\S+)/.exec(mail.text)?.[1] ?? '';
  });
  canaries.resetLink = token.split('.')[1] ?? '';
  expect((await fetch(`${url}/reset-password?token=${token}`)).status).toBe(200);
  const reset = (body: object) => stranger().post('/api/v1/auth/reset-password', body);
  await failing(reset({ token, new_password: `${wrongPassword}${'x'.repeat(5000)}` }), 422);
  expect((await reset({ token, new_password: newPassword })).status).toBe(200);
  await failing(reset({ token, new_password: newPassword }), 400);
  await failing(client.get('/api/auth/me'), 401);
}

/** The canaries that show in a text, by their names. */
function namesIn(text: string): string[] {
  const shown = shownIn(text, Object.values(canaries));
  return Object.keys(canaries).filter((name) => shown.includes(canaries[name] ?? ''));
}

test('no secret is in what API and worker log, down to the last detail', () => {
  const log = api.output + stack.worker.output;
  // What was gone through is there: the failures of the API, and what the operator is told of the key.
  expect(api.output.match(/an endpoint failed/g)).toHaveLength(6);
  expect(stack.worker.output).toMatch(/OpenAI answered 401/);
  expect(namesIn(log)).toEqual([]);
});

test('a statement that failed is logged with its reason, and without the values it had', () => {
  for (const { output } of [api, stack.worker]) {
    expect(output).toMatch(noSuchTable);
    expect(output.includes(prompt)).toBe(false);
    expect(output.includes('$argon2')).toBe(false);
  }
});

test('no secret is in the history of a workflow', async () => {
  const found: string[] = [];
  for await (const { workflowId, text } of historiesAsText(stack.temporal)) {
    expect({ workflowId, shown: namesIn(text) }).toEqual({ workflowId, shown: [] });
    found.push(workflowId.split('/')[0] ?? '');
  }
  // Not an empty list: the kinds that this test set going are among them.
  expect(found).toEqual(
    expect.arrayContaining(['generate-image', 'reconcile-work', 'remove-files', 'send-mail']),
  );
});

test('no secret is in a column that can be read', async () => {
  const tables = await tablesAsText();
  expect(tables.length).toBeGreaterThan(15);
  for (const { name, text } of tables) expect({ name, shown: namesIn(text) }).toEqual({ name, shown: [] });
});

test('no secret is in the body of an error', () => {
  expect(errors.length).toBeGreaterThan(20);
  expect(namesIn(errors.join('\n'))).toEqual([]);
});
