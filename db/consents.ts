import type { OAuthState } from './models/oauthState.ts';
import { row } from './query.ts';

/** A consent that was begun, with whether its person may still finish it. */
export interface ConsentRow extends Pick<
  OAuthState,
  | 'stateHash'
  | 'platform'
  | 'projectId'
  | 'userId'
  | 'nonceHash'
  | 'codeVerifierEncrypted'
  | 'codeEncrypted'
  | 'accountsEncrypted'
  | 'redirectUri'
  | 'force'
  | 'usedAt'
> {
  expired: boolean;
  /** Whether the person is still an editor of the project, and has not signed out since. */
  allowed: boolean;
}

const columns = `s.state_hash as "stateHash", s.platform, s.project_id as "projectId", s.user_id as "userId",
  s.nonce_hash as "nonceHash", s.code_verifier_encrypted as "codeVerifierEncrypted",
  s.code_encrypted as "codeEncrypted", s.accounts_encrypted as "accountsEncrypted",
  s.redirect_uri as "redirectUri", s.force, s.used_at as "usedAt",
  s.expires_at <= now() as expired,
  exists (
    select from memberships m join users u on u.id = m.user_id join projects p on p.id = m.project_id
    where m.project_id = s.project_id and m.user_id = s.user_id and m.role in ('owner', 'editor')
      and u.is_active and p.deleted_at is null)
  and (s.session_id is null or exists (
    select from sessions x where x.id = s.session_id and x.revoked_at is null and x.expires_at > now())) as allowed`;

/** The consent of a state, held until the surrounding transaction ends. */
export const lockConsent = (stateHash: Buffer) =>
  row<ConsentRow>(`select ${columns} from oauth_states s where s.state_hash = $1 for update of s`, [
    stateHash,
  ]);

const confirmed = `select ${columns} from oauth_states s where s.confirmation_hash = $1`;

/** The same by the secret that the browser was sent on with. */
export const lockConfirmation = (confirmationHash: Buffer) =>
  row<ConsentRow>(`${confirmed} for update of s`, [confirmationHash]);

/** The consent of that secret as it is now, for who only looks. */
export const findConfirmation = (confirmationHash: Buffer) => row<ConsentRow>(confirmed, [confirmationHash]);
