import type { ConnectionHealth } from '../../contracts/connectionHealth.ts';
import type { Account } from '../../db/composition.ts';
import { missingFor } from '../../platforms/permissions.ts';
import { permissionWords } from '../../platforms/permissionWords.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import type { AskedTarget } from './askedPost.ts';
import type { ComposedTarget, Finding, Findings, Judged, RefuseField } from './composition.ts';

interface AccountJudgement {
  target: AskedTarget;
  index: number;
  refuse: RefuseField;
  findings: Findings;
}

/** Where an account is connected, and connected again. */
export const connectPath = (platformId: string) => `/api/social-accounts/connect/${platformId}`;

/** Whether the account can be published to now, and will be able to when the time comes, as far as is known. */
export function judgeAccount(
  { keptConnections, asked, now }: Judged,
  {
    account,
    health,
    registered,
    firstComment,
  }: ComposedTarget & { account: Account; health: ConnectionHealth },
  { target, index, refuse, findings }: AccountJudgement,
): void {
  const name = registered?.platform.name ?? account.platform;
  const parameters = { platform: name, account: account.username, path: connectPath(account.platform) };
  const works = ['active', 'expiring', 'error'].includes(health.status);
  const field = target.connectionId === null ? 'platform' : 'connection_id';
  const isKept = keptConnections.has(account.id);
  if (!works && !isKept) return refuse(field, 'connection_needs_you', parameters);
  const warn = (at: string, code: string, more: Finding['parameters'] = {}) =>
    findings.warnings.push({
      ...{ field: `${target.prefix}${at}`, code, target: index },
      parameters: { ...parameters, ...more },
    });
  for (const { at = field, code, permissions } of notAllowed(registered, account, firstComment !== null))
    if (isKept) warn(at, code, { permissions });
    else refuse(at, code, { ...parameters, permissions });
  if (health.failsAt && health.failsAt <= (asked.scheduledTime ?? now))
    warn(field, works ? 'token_ends_before' : 'connection_needs_you', { time: health.failsAt.toISOString() });
}

/** What the person of an account did not allow of what the post takes. */
function notAllowed(registered: RegisteredPlatform | null, { scopes }: Account, hasComment: boolean) {
  if (!registered) return [];
  const { platform } = registered;
  const faults = [
    { capability: 'publish', code: 'publishing_not_allowed' },
    ...(hasComment
      ? [{ capability: 'comments', code: 'commenting_not_allowed', at: 'first_comment' } as const]
      : []),
  ] as { capability: 'publish' | 'comments'; code: string; at?: string }[];
  return faults.flatMap(({ capability, ...fault }) => {
    const missing = missingFor(platform, capability, scopes);
    return missing.length > 0 ? [{ ...fault, permissions: permissionWords(platform, missing) }] : [];
  });
}
