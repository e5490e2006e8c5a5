import type { z } from 'zod';
import { accessTokenSeconds } from '../tokens.ts';
import type { Session as SessionAnswer, TokensV1, UserV1 } from '../../contracts/people.ts';
import { fullName } from '../../contracts/names.ts';
import type { Session } from '../../db/models/session.ts';
import type { User } from '../../db/models/user.ts';

/** A person as commerce-api-v1 shows them: by id, with one name. */
export const presentUserV1 = (user: User): z.infer<typeof UserV1> => ({
  id: user.id,
  email: user.email,
  name: fullName(user),
  role: user.role,
  is_active: user.isActive,
  created_at: user.createdAt.toISOString(),
});

export const presentTokensV1 = (tokens: { access: string; refresh: string }): z.infer<typeof TokensV1> => ({
  access_token: tokens.access,
  refresh_token: tokens.refresh,
  token_type: 'bearer',
  expires_in: accessTokenSeconds,
});

export const presentSession = (
  session: Session,
  currentId: string | null,
): z.infer<typeof SessionAnswer> => ({
  id: session.id,
  current: session.id === currentId,
  address: session.address,
  user_agent: session.userAgent,
  created_at: session.createdAt.toISOString(),
  last_used_at: session.lastUsedAt.toISOString(),
  expires_at: session.expiresAt.toISOString(),
});
