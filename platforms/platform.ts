import {
  accountFigures,
  postFigures,
  type AccountFigures,
  type ActivityFigure,
  type Audience,
  type PostFigures,
} from '../contracts/figures.ts';
import type { Wording } from '../contracts/languages.ts';
import type { AccountCall, AppCall } from './credentials.ts';
import type { Classify } from './http.ts';
import type { Commenting } from './commenting.ts';
import type { Messaging } from './messaging.ts';
import type { Publishing } from './publishing.ts';

/** An address of a vendor: its name in `hosts`, and the path there. */
interface Address<Host extends string = string> {
  host: Host;
  path: string;
}

/** How a platform's OAuth 2.0 differs from RFC 6749: data; a function only where the vendor deviates. */
export interface OAuth<Host extends string = string> {
  authorize: Address<Host>;
  token: Address<Host>;
  revoke?: Address<Host>;
  /** What is asked for, by the vendor's names, and what each lets us do, as people would say it. */
  scopes: Record<string, Wording>;
  /** Those of them without which an account could not even be looked at: a consent that leaves one out is refused. */
  needed: string[];
  scopeSeparator: ' ' | ',';
  /** The name of `client_id`, where the vendor has another. */
  clientIdParameter?: string;
  /** RFC 7636, S256. */
  pkce: 'required' | 'supported' | 'none';
  /** How the challenge is written, where not in base64url as RFC 7636 says. */
  pkceEncoding?: 'hex';
  /** Where the app's id and secret go at the token endpoint: into the form, or into Basic authentication. */
  clientAuthentication: 'form' | 'basic';
  /** More parameters of the authorisation request. */
  authorizeParameters?: Record<string, string>;
  /**
   * How a token stays alive: by a refresh token that stays; by one that works once and is replaced; by a call of the
   * vendor's own (`refresh` below); or not at all: its owner must consent again.
   */
  refreshing: 'reusable' | 'rotating' | 'exchange' | 'none';
  /** Only some apps are given a refresh token: nobody is promised that a token is kept alive. */
  refreshesForFew?: true;
  /**
   * One person's later consent stands in for the one before: accounts that it leaves out may not be opened any more by
   * the tokens that they have.
   */
  consentReplaces?: true;
  /** What `classify` calls the refusal of a refresh token, where the vendor does not say `invalid_grant` (RFC 6749, 5.2). */
  refusedGrant?: string;
}

/** What can be done with an account, as far as its person allowed it. */
export type Capability = 'insights' | 'publish' | 'comments' | 'messages';

/** What an authorisation or a refresh gave. */
export interface TokenGrant {
  accessToken: string;
  /** Null when none came: a kept one stays as it is. */
  refreshToken: string | null;
  /** Seconds from the answer; null when it does not expire, as far as the vendor says. */
  expiresInSeconds: number | null;
  refreshExpiresInSeconds: number | null;
  scopes: string[] | null;
}

/** An account that a consent opened. */
export interface Profile {
  externalId: string;
  username: string;
  displayName: string;
  profileUrl: string | null;
  avatarUrl: string | null;
  /** Where an account has a token of its own (a Facebook page); else the consent's token is the account's. */
  grant?: TokenGrant;
}

/** A post as the platform shows it. */
export interface RecentPost {
  externalId: string;
  url: string | null;
  kind: 'image' | 'video' | 'carousel' | 'text' | 'link' | 'other';
  caption: string;
  thumbnailUrl: string | null;
  publishedAt: Date;
  metrics: PostFigures;
  /** When these metrics were told, where that was before this call: see PostsWanted. */
  metricsAt?: Date;
}

/** Metrics that were told before. */
type KeptMetrics = Required<Pick<RecentPost, 'metrics' | 'metricsAt'>>;

/** Which posts are asked for. */
export interface PostsWanted {
  /** Those published before may be left out. */
  since: Date;
  /** At most so many. */
  limit: number;
  /**
   * Those of these posts whose metrics are fresh, by their ids: where each post's are a call, they are not asked for
   * again, but answered as they are given here. Left out where all are to be asked for.
   */
  fresh?: (externalIds: string[]) => Promise<Map<string, KeptMetrics>>;
}

/** Everything SocialSync knows of a platform. A capability that is not there is one the platform does not have. */
export interface Platform<Host extends string = string> {
  /** As the specifications spell it: `twitter`, not `x`. */
  id: string;
  /** As people spell it. */
  name: string;
  /**
   * The variables that configure the app at this platform. `verifyToken`: by which the platform proves that it asks for
   * our webhook's address; a platform with `messages` has one.
   */
  env: { clientId: string; clientSecret: string; redirectUri: string; verifyToken?: string };
  /** The version of the vendor's API, `{version}` in paths. The variable <ID>_API_VERSION changes it. */
  version?: string;
  /** What calls say of who makes them, where the vendor wants that unique; `{clientId}` stands for the app's id. */
  userAgent?: string;
  /** The vendor's addresses. Each can be changed by the variable <ID>_<HOST>_URL. */
  hosts: Record<Host, string>;
  oauth: OAuth<NoInfer<Host>>;
  /** What can be done there, and which of the scopes each takes. What is not named here does not exist there. */
  capabilities: Partial<Record<Capability, string[]>>;
  limits: {
    /** Calls the platform allows an account: syncs keep to it. */
    perAccount: { calls: number; seconds: number };
    /** Characters of a post's text. */
    caption: number;
    hashtags?: number;
  };
  classify: Classify;
  /** Turns a code's short token into one that lives, where the vendor wants that. */
  exchange?(app: AppCall, grant: TokenGrant): Promise<TokenGrant>;
  /** What the person allowed, where the token endpoint does not tell. */
  grantedScopes?(call: AppCall & Pick<AccountCall, 'accessToken'>): Promise<string[]>;
  /** Keeps a token alive, where `oauth.refreshing` is 'exchange'. */
  refresh?(app: AppCall, grant: { accessToken: string; refreshToken: string | null }): Promise<TokenGrant>;
  /** Ends a token at the vendor, where that is no RFC 7009 endpoint. */
  revoke?(app: AppCall, account: AccountCall): Promise<void>;
  /** The accounts that a fresh token opens. */
  accounts(call: AppCall & Pick<AccountCall, 'accessToken' | 'scopes'>): Promise<Profile[]>;
  profile(call: AccountCall): Promise<Profile>;
  statistics(call: AccountCall): Promise<AccountFigures>;
  /**
   * Those of its statistics that are of one day, the latest that the platform has counted; all others are of the
   * account's whole life.
   */
  dayFigures?: ActivityFigure[];
  /** The latest posts with their metrics, newest first. @throws {PostsCutShort} with those that were read before a limit. */
  posts(call: AccountCall, wanted: PostsWanted): Promise<RecentPost[]>;
  /**
   * What the engagement of its posts is a share of: the first of reach, impressions and views that it tells of posts of
   * every kind. Without it, the account's followers.
   */
  audience?: Audience;
  /** How it publishes; without it, it cannot be published to. */
  publish?: Publishing;
  /** How comments below its posts are answered. */
  comments?: Commenting;
  /** Which of its permissions a token carries, where the platform can be asked; those that are proven. */
  provenScopes?(call: AccountCall): Promise<string[]>;
  /** How an account talks with its customers; without it, it has no inbox. */
  messages?: Messaging;
}

/** Declares a platform: the default export of platforms/<id>/index.ts. */
export const definePlatform = <const Host extends string>(platform: Platform<Host>): Platform<Host> =>
  platform;

const noneOf = <Name extends string>(names: readonly Name[]): Record<Name, null> =>
  Object.fromEntries(names.map((name) => [name, null])) as Record<Name, null>;

/** Figures of which the platform tells none. */
export const noStatistics: AccountFigures = noneOf(accountFigures);

export const noMetrics: PostFigures = noneOf(postFigures);
