import { Op } from 'sequelize';
import { z } from 'zod';
import type { ConnectionReason } from '../../contracts/connections.ts';
import { notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { Connection } from '../../db/models/connection.ts';
import type { Vault } from '../../db/vault.ts';
import { openTokensIfPossible, tokenIdentity } from './connectionTokens.ts';
import { holdPostsOf } from '../posts/moveManyPosts.ts';
import { cancelWorkflow, startWorkflow } from '../startWorkflow.ts';

/**
 * Disconnects an account: its tokens leave the connection at once, what runs for it is cancelled, its history stays,
 * and posts that are scheduled there wait for it to be connected again. A workflow then tells the platform; for that alone a sealed copy is kept, and deleted whatever the platform says. One
 * that is disconnected already stays so. Returns the posts that wait. @throws {Refusal} not_found
 */
export function disconnect(vault: Vault, projectId: string, connectionId: string): Promise<number[]> {
  return transaction(async () => {
    const connection = await Connection.findOne({ where: { id: connectionId, projectId }, lock: true });
    if (!connection) throw notFound('connection');
    return connection.connectionStatus === 'revoked' ? [] : revoke(vault, connection);
  });
}

/** Disconnects every account of a project. */
export async function disconnectAll(vault: Vault, projectId: string): Promise<void> {
  const connections = await Connection.findAll({
    where: { projectId, connectionStatus: { [Op.ne]: 'revoked' } },
    // In the order in which a consent takes several over, so that neither waits for the other's.
    order: ['platform', 'externalId'],
    lock: true,
  });
  for (const connection of connections) await revoke(vault, connection);
}

async function revoke(vault: Vault, connection: Connection): Promise<number[]> {
  // Tokens that cannot be opened cannot be revoked; they are deleted all the same.
  const tokens = openTokensIfPossible(vault, connection);
  const { tokenExpiresAt } = connection;
  const waiting = await removeSecrets(connection, 'disconnected');
  if (!tokens) return waiting;
  await connection.update({
    revocationEncrypted: sealCopy(vault, connection.id, { ...tokens, tokenExpiresAt }),
  });
  await startWorkflow('disconnectConnection', { connectionId: connection.id }, connection.projectId);
  return waiting;
}

/** Ends a connection on our side: no tokens, no work; its posts, which are returned, wait. The platform is not told. */
export async function removeSecrets(connection: Connection, reason: ConnectionReason): Promise<number[]> {
  await connection.update({
    accessTokenEncrypted: null,
    refreshTokenEncrypted: null,
    tokenExpiresAt: null,
    refreshExpiresAt: null,
    refreshLease: null,
    refreshLeaseUntil: null,
    connectionStatus: 'revoked',
    statusReason: reason,
    statusSince: new Date(),
  });
  const { id: connectionId, projectId } = connection;
  await cancelWorkflow('syncConnection', { connectionId }, projectId);
  await cancelWorkflow('refreshToken', { connectionId }, projectId);
  return holdPostsOf(connectionId, `connection_${reason}`);
}

/** What is kept of a disconnected account until its platform is told. */
const RevocationTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  tokenExpiresAt: z.coerce.date().nullable(),
});
type RevocationTokens = z.infer<typeof RevocationTokens>;

const sealCopy = (vault: Vault, connectionId: string, tokens: RevocationTokens): Buffer =>
  vault.seal(JSON.stringify(tokens), tokenIdentity(connectionId, 'revocation'));

/** The connection whose platform is still to be told, with the tokens to revoke; null when there is nothing to do. */
export async function readRevocation(
  vault: Vault,
  connectionId: string,
): Promise<{ connection: Connection; tokens: RevocationTokens } | null> {
  const connection = await Connection.findByPk(connectionId);
  const copy = connection?.revocationEncrypted;
  if (!copy) return null;
  const text = vault.open(copy, tokenIdentity(connectionId, 'revocation'));
  return { connection, tokens: RevocationTokens.parse(JSON.parse(text)) };
}

/** Puts renewed tokens into the copy. False when it is another's, or gone, because the account was connected again. */
export async function renewRevocation(
  vault: Vault,
  { id, revocationEncrypted }: Connection,
  tokens: RevocationTokens,
): Promise<boolean> {
  const [renewed] = await Connection.update(
    { revocationEncrypted: sealCopy(vault, id, tokens) },
    { where: { id, revocationEncrypted } },
  );
  return renewed > 0;
}

/** Deletes the copy. */
export async function forgetRevocation(connectionId: string): Promise<void> {
  await Connection.update({ revocationEncrypted: null }, { where: { id: connectionId } });
}
