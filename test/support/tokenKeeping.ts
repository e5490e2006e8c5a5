import type { Json } from './apiClient.ts';
import { connectAccount, tiktokAccounts } from './consents.ts';
import { keepingOf } from './keeping.ts';
import { aPerson, type TestPerson } from './people.ts';
import { startTestApi, type TestApi } from './testApi.ts';
import { startTestSandbox, type TestSandbox } from './testSandbox.ts';
import type { KeeperDependencies, TokenKeeper } from '../../activities/tokenKeeper.ts';
import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { Connection } from '../../db/models/connection.ts';
import { rows } from '../../db/query.ts';

export const hour = 60 * 60_000;
/** Where an account of TikTok is refreshed and read, as the sandbox's journal matches it. */
export const refreshCall = '/tiktok/api/v2/oauth/token/ refresh_token';
export const userInfoCall = '/tiktok/api/v2/user/info/';

/** One account of TikTok, whose tokens live for two hours and rotate, and a keeper of them, by clocks that a test moves. */
export interface TokenKeeping {
  api: TestApi;
  sandbox: TestSandbox;
  /** What the keeper and its like are made of. */
  dependencies: KeeperDependencies;
  keeper: TokenKeeper;
  ada: TestPerson;
  /** Connects the account, and lets so much time pass on both clocks. */
  connectedFor: (milliseconds: number) => Promise<string>;
  /** Connects it once more. */
  reconnect: () => Promise<void>;
  pass: (milliseconds: number) => Promise<void>;
  /** Moves only our own clock. */
  passHere: (milliseconds: number) => void;
  readConnection: () => Promise<Connection>;
  tokens: () => Promise<ReturnType<typeof openTokens>>;
  refreshes: () => Promise<number>;
  readProfile: () => Promise<Json>;
  fault: (name: string, match: string, more?: object) => Promise<Json>;
  /** The sandbox is set right, and with it our clock; accounts are forgotten, so each test connects anew. */
  reset: () => Promise<void>;
  close: () => Promise<void>;
}

export const account = tiktokAccounts.max;

export async function startTokenKeeping(): Promise<TokenKeeping> {
  const sandbox = await startTestSandbox();
  const api = await startTestApi({ SANDBOX_URL: sandbox.url });
  /** By how much our clock is ahead. */
  let ahead = 0;
  let id = '';
  const { tokens: keeper, ...dependencies } = await keepingOf(api, () => new Date(Date.now() + ahead));
  const ada = await aPerson(api, 'ada');

  const reconnect = async () => void ({ id } = await connectAccount(api, ada.client, 'tiktok', { account }));
  async function pass(milliseconds: number): Promise<void> {
    await sandbox.control('clock', { advanceSeconds: milliseconds / 1000 });
    ahead += milliseconds;
  }
  const readConnection = () => Connection.findByPk(id, { rejectOnEmpty: true });
  return {
    ...{ api, sandbox, dependencies, keeper, ada, reconnect, pass, readConnection },
    async connectedFor(milliseconds) {
      await reconnect();
      await pass(milliseconds);
      return id;
    },
    passHere: (milliseconds) => void (ahead += milliseconds),
    tokens: async () => openTokens(dependencies.vault, await readConnection()),
    refreshes: async () => (await sandbox.calls(refreshCall)).length,
    readProfile: () => keeper.withFreshToken(id, ({ platform, call }) => platform.profile(call)),
    fault: (name, match, more = {}) =>
      sandbox.control('faults', { standIn: 'tiktok', fault: name, match, times: 1, ...more }),
    async reset() {
      await sandbox.control('reset', {});
      ahead = 0;
      await Connection.update({ heldUntil: null }, { where: {} });
      await rows('delete from platform_holds returning 1 as deleted');
    },
    async close() {
      await api.close();
      await sandbox.close();
    },
  };
}
