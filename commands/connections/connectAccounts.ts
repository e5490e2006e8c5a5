import { randomUUID } from 'node:crypto';
import { Op } from 'sequelize';
import { workingStatuses } from '../../contracts/connections.ts';
import { conflict } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { Connection } from '../../db/models/connection.ts';
import { Project } from '../../db/models/project.ts';
import { row } from '../../db/query.ts';
import type { Vault } from '../../db/vault.ts';
import { sealTokens, type FreshTokens } from './connectionTokens.ts';
import { removeSecrets } from './disconnect.ts';
import { lockProject } from '../projects/lockProject.ts';
import { holdPostsOf, notAllowed, resumePosts } from '../posts/moveManyPosts.ts';
import { cancelWorkflow, startWorkflow, wakeWorkflow, wakeWorkflowSoon } from '../startWorkflow.ts';

/** An account that a consent opened, with the tokens that open it. */
export interface OpenedAccount {
  externalId: string;
  username: string;
  displayName: string;
  profileUrl: string | null;
  avatarUrl: string | null;
  scopes: string[] | null;
  /** Whether its person forbade what publishing takes. */
  noPublishing?: boolean;
  tokens: FreshTokens;
}

interface NewConnections {
  projectId: string;
  userId: string;
  platform: string;
  accounts: OpenedAccount[];
  /** Whether accounts that are connected in other projects are taken from there. */
  force: boolean;
  /** Whether the platform has messages of which it tells us: it is asked to. */
  hasInbox: boolean;
  /** Whether the consent may have ended the access to accounts that it leaves out. */
  consentReplaces?: boolean;
}

/**
 * Connects accounts to a project, all or none. One that was connected before stays the same connection with new tokens,
 * and works again; posts that wait for it go on, unless it may not be published at any more; its figures are fetched at once. Where another project has the account, the newest wins only with
 * `force`: the other loses its tokens, and says why. What a consent may have ended is read at once, so that its platform
 * says so. @throws {Refusal} account_connected_elsewhere, not_found
 */
export function connectAccounts(
  vault: Vault,
  { accounts, force, hasInbox, consentReplaces = false, ...owner }: NewConnections,
): Promise<Connection[]> {
  return transaction(async () => {
    await lockProject(owner.projectId);
    const connected: Connection[] = [];
    // In one order, so that two consents over the same accounts wait for each other and do not block each other.
    for (const account of accounts.toSorted((one, other) => (one.externalId < other.externalId ? -1 : 1))) {
      await lockAccount(owner.platform, account.externalId);
      await takeFromOthers(owner, account, force);
      const connection = await upsert(vault, owner, account);
      await wakeWorkflow('syncConnection', { connectionId: connection.id }, owner.projectId);
      if (hasInbox) await startWorkflow('watchInbox', { connectionId: connection.id }, owner.projectId);
      if (account.noPublishing) await holdPostsOf(connection.id, notAllowed);
      else await resumePosts(connection.id);
      connected.push(connection);
    }
    if (consentReplaces) await askForLeftOut(owner, connected);
    return connected;
  });
}

type Owner = Pick<NewConnections, 'projectId' | 'userId' | 'platform'>;

/** Two projects that connect one account at once: the second sees what the first did. */
const lockAccount = (platform: string, externalId: string) =>
  row(`select pg_advisory_xact_lock(hashtextextended($1, 0)) is null as locked`, [
    `account:${platform}:${externalId}`,
  ]);

async function takeFromOthers(
  { platform, projectId }: Owner,
  { externalId, username }: OpenedAccount,
  force: boolean,
): Promise<void> {
  const elsewhere = await Connection.findAll({
    where: { platform, externalId, projectId: { [Op.ne]: projectId } },
    lock: true,
  });
  for (const other of elsewhere) await forgetRevocationOf(other);
  const others = elsewhere.filter(({ connectionStatus }) => connectionStatus !== 'revoked');
  for (const other of others) {
    const project = await Project.findByPk(other.projectId);
    if (!force && project && !project.deletedAt)
      throw conflict('account_connected_elsewhere', { account: username });
    await removeSecrets(other, 'taken_over');
  }
  // Whose account it was is told: see db/tokenNotices.ts.
  if (others.length > 0) await wakeWorkflowSoon('notifyTokenExpiration', {}, null);
}

/**
 * The platform is not told any more that an earlier connection of the account ended: many end the whole consent of a
 * person with it, and the new tokens are of the same one.
 */
async function forgetRevocationOf(earlier: Connection): Promise<void> {
  if (!earlier.revocationEncrypted) return;
  await earlier.update({ revocationEncrypted: null });
  await cancelWorkflow('disconnectConnection', { connectionId: earlier.id }, earlier.projectId);
}

/**
 * Has what a consent may have ended asked for: what our person, or this project, has at the platform beside what it
 * opened, which may be nothing. Which accounts were opened does not prove that others are lost: nobody knows whether one
 * person of the platform allowed both, and lists there may be short. So they are asked for by their own tokens.
 */
export function askForLeftOut(
  { platform, projectId, userId }: Owner,
  opened: Connection[] = [],
): Promise<void> {
  return transaction(async () => {
    const leftOut = await Connection.findAll({
      where: {
        platform,
        [Op.or]: [{ projectId }, { userId }],
        id: { [Op.notIn]: opened.map(({ id }) => id) },
        connectionStatus: [...workingStatuses],
      },
    });
    for (const other of leftOut)
      await wakeWorkflow('syncConnection', { connectionId: other.id }, other.projectId);
  });
}

async function upsert(
  vault: Vault,
  { projectId, userId, platform }: Owner,
  account: OpenedAccount,
): Promise<Connection> {
  const { externalId, tokens, noPublishing: _, ...profile } = account;
  const found = await Connection.findOne({ where: { projectId, platform, externalId }, lock: true });
  const id = found?.id ?? randomUUID();
  const now = new Date();
  const fresh = {
    ...profile,
    ...sealTokens(vault, id, tokens),
    userId,
    refreshedAt: now,
    tokenVersion: (found?.tokenVersion ?? 0) + 1,
    connectionStatus: 'active' as const,
    statusReason: null,
    ...(found?.connectionStatus !== 'active' && { statusSince: now }),
    // A refresh that is under way belongs to the old tokens: what it brings is dropped.
    refreshLease: null,
    refreshLeaseUntil: null,
  };
  if (found) {
    await forgetRevocationOf(found);
    return found.update(fresh);
  }
  return Connection.create({ id, projectId, platform, externalId, ...fresh });
}
