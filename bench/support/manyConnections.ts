import { sealTokens } from '../../commands/connections/connectionTokens.ts';
import { rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { control, type TokenAnswer } from './sandboxControl.ts';

/** A connection of a benchmark, with the token that is sealed in its row. */
export interface BenchConnection {
  id: string;
  project: string;
  token: string;
}

/**
 * Writes `projects` projects of one person, each with a connection to every one of `accounts` accounts of a platform of
 * the sandbox; each connection has a grant of its own.
 */
export async function connectMany(options: {
  sandboxUrl: string;
  encryptionKey: string;
  platform: string;
  accounts: number;
  projects: number;
}): Promise<BenchConnection[]> {
  const { sandboxUrl, platform, accounts, projects } = options;
  const vault = createVault(options.encryptionKey);
  const [person] = await rows<{ id: string }>(
    `insert into users (username, email) values ('bench', 'bench@example.com') returning id`,
  );
  const owners = await rows<{ id: string }>(
    `insert into projects (name) select 'bench ' || n from generate_series(1, $1::int) n returning id`,
    [projects],
  );
  const handles = Array.from({ length: accounts }, (_, index) => `bench-${index}`);
  for (const id of handles) {
    await control(sandboxUrl, '/accounts', {
      ...{ platform, id, handle: id, name: id, postsPerWeek: 1 },
      details: { callLimit: '1000000', publishingQuota: '1000000' },
    });
  }
  const connections: BenchConnection[] = [];
  for (const handle of handles) {
    for (const owner of owners) {
      const grant = (await control(sandboxUrl, '/tokens', {
        platform,
        accountId: handle,
      })) as TokenAnswer;
      const id = crypto.randomUUID();
      const sealed = sealTokens(vault, id, {
        accessToken: grant.access_token,
        refreshToken: grant.refresh_token,
        expiresAt: new Date(Date.now() + 7_200_000),
        refreshExpiresAt: new Date(Date.now() + 180 * 86_400_000),
      });
      await rows(
        `insert into social_media_connections (id, project_id, user_id, platform, external_id, username, display_name,
           access_token_encrypted, refresh_token_encrypted, token_expires_at, refresh_expires_at)
         values ($1, $2, $3, $9, $4, $4, $4, $5, $6, $7, $8) returning 1 as written`,
        [
          id,
          owner.id,
          person?.id,
          handle,
          sealed.accessTokenEncrypted,
          sealed.refreshTokenEncrypted,
          sealed.tokenExpiresAt,
          sealed.refreshExpiresAt,
          platform,
        ],
      );
      connections.push({ id, project: owner.id, token: grant.access_token });
    }
  }
  return connections;
}
