import { createSecretKey } from 'node:crypto';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { z } from 'zod';
import { unauthenticated } from '../contracts/refusal.ts';

/** How long an access token lives, in seconds. */
export const accessTokenSeconds = 15 * 60;

const uuid = z.uuid();
const issuer = 'socialsync';
const audience = 'socialsync-api';
/** RFC 9068: the type of a JWT access token. It keeps other tokens signed with the same key from passing as one. */
const type = 'at+jwt';

/** Who a valid access token speaks for. */
type TokenIdentity =
  | { kind: 'own'; userId: string; sessionId: string }
  | { kind: 'external'; issuer: string; subject: string; email: string | null; name: string | null };

export interface Tokens {
  /** A signed access token of a session, good for accessTokenSeconds. */
  issue(identity: { userId: string; sessionId: string }): Promise<string>;
  /** @throws {Refusal} invalid_token when the token is forged, expired, for somebody else, or of an unknown issuer. */
  verify(token: string): Promise<TokenIdentity>;
}

/** Verifies tokens of Supabase: https://supabase.com/docs/guides/auth/jwts (JWKS, or the legacy shared secret). */
type ExternalVerifier = (token: string) => Promise<JWTPayload>;

/** Issues and checks our own access tokens, and checks those of a Supabase project where one is configured. */
export function createTokens(options: {
  secret: string;
  supabaseUrl?: string | undefined;
  supabaseSecret?: string | undefined;
}): Tokens {
  const key = createSecretKey(options.secret, 'utf8');
  const external = externalVerifiers(options.supabaseUrl, options.supabaseSecret);
  const verified = createKeptIdentities();

  return {
    issue: ({ userId, sessionId }) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: type })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setIssuedAt()
        .setExpirationTime(`${accessTokenSeconds}s`)
        .sign(key),

    async verify(token) {
      const known = verified.find(token);
      if (known) return known;
      try {
        const header = decodeProtectedHeader(token);
        if (header.typ === type) {
          const { payload } = await jwtVerify(token, key, {
            algorithms: ['HS256'],
            issuer,
            audience,
            typ: type,
            requiredClaims: ['exp', 'sub', 'sid'],
          });
          const { sub, sid, exp = 0 } = payload;
          const identity = { kind: 'own', userId: uuid.parse(sub), sessionId: uuid.parse(sid) } as const;
          verified.keep(token, identity, exp * 1000);
          return identity;
        }
        const verify = external[header.alg === 'HS256' ? 'secret' : 'jwks'];
        if (verify) return externalIdentity(await verify(token), options.supabaseUrl);
      } catch {
        // Whatever is wrong with the token, the answer is the same: it opens nothing.
      }
      throw unauthenticated('invalid_token');
    },
  };
}

const keptAtMost = 2_000;

/**
 * Tokens of ours that were verified, until they expire: a client sends the same one many times, and checking a signature
 * costs as much as the rest of a request. That its session still stands is asked of the database at every call.
 */
function createKeptIdentities() {
  const kept = new Map<string, { identity: TokenIdentity; until: number }>();
  return {
    find(token: string): TokenIdentity | null {
      const found = kept.get(token);
      return found && found.until > Date.now() ? found.identity : null;
    },
    keep(token: string, identity: TokenIdentity, until: number): void {
      const [oldest] = kept.keys();
      if (kept.size >= keptAtMost && oldest !== undefined) kept.delete(oldest);
      kept.set(token, { identity, until });
    },
  };
}

function externalVerifiers(
  url: string | undefined,
  secret: string | undefined,
): { secret?: ExternalVerifier; jwks?: ExternalVerifier } {
  const checks = {
    audience: 'authenticated',
    ...(url && { issuer: supabaseIssuer(url) }),
    requiredClaims: ['sub', 'exp'],
  };
  const key = secret && createSecretKey(secret, 'utf8');
  const keys = url && createRemoteJWKSet(new URL(`${supabaseIssuer(url)}/.well-known/jwks.json`));
  return {
    ...(key && {
      secret: async (token) => (await jwtVerify(token, key, { ...checks, algorithms: ['HS256'] })).payload,
    }),
    ...(keys && {
      jwks: async (token) =>
        (await jwtVerify(token, keys, { ...checks, algorithms: ['RS256', 'ES256', 'EdDSA'] })).payload,
    }),
  };
}

const supabaseIssuer = (url: string) => `${url.replace(/\/+$/, '')}/auth/v1`;

function externalIdentity(payload: JWTPayload, url: string | undefined): TokenIdentity {
  const metadata = (payload.user_metadata ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
  return {
    kind: 'external',
    issuer: url ? supabaseIssuer(url) : 'supabase',
    subject: String(payload.sub),
    email: text(payload.email),
    name: text(metadata.full_name) ?? text(metadata.name),
  };
}
