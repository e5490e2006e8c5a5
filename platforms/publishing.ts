import type { Why } from '../contracts/failureAnswer.ts';
import type { AccountCall } from './credentials.ts';

/** A picture or a film of a post, in the form that the platform takes. */
export interface PostMedia {
  kind: 'image' | 'video';
  /** e.g. image/jpeg. */
  mediaType: string;
  width: number | null;
  height: number | null;
  size: number;
  altText: string | null;
  /** The file, read whole. */
  bytes(): Promise<Buffer>;
  /** An address under which the platform can fetch it for a day. */
  url: string;
}

/** What is to be published at one account. */
export interface PostContent {
  /** Caption and hashtags, as they will stand there. */
  text: string;
  media: PostMedia[];
  /** Where the platform has both: in the feed, or as a story that goes after a day. */
  placement: 'feed' | 'story';
  /** What only this platform asks for, by the names of `options`. */
  options: Record<string, string>;
}

/** What `prepare` left at the platform, invisible: kept sealed, and handed to commit and reconcile. Plain JSON. */
export type Handle = Record<string, unknown>;

/** A post that stands at the platform. */
export interface PublishedPost {
  id: string;
  /** Null where the platform tells no address and none can be made. */
  url: string | null;
}

/** What reading back showed. */
export type Finding =
  | { kind: 'found'; post: PublishedPost }
  /** It is not there, and what was prepared can be committed again. */
  | { kind: 'absent' }
  /** The platform took it, and refused it when it looked closer. */
  | ({ kind: 'refused'; code: string } & Why)
  /** It is not there, and what was prepared is of no use any more. */
  | { kind: 'spoiled'; code: 'handle_expired' | 'preparation_failed'; detail?: string }
  /** The platform still works on it, or does not show it so far and nobody knows whether it has it: ask again later. */
  | { kind: 'pending'; code?: 'not_shown' }
  /** Nothing there can prove either. */
  | { kind: 'unprovable' };

/** What a platform takes; compose-time checks, the dry run and the dashboard read it. */
export interface PublishRules {
  /** How many media a post has. `minimum` 0: text alone will do. */
  media: { minimum: number; maximum: number; kinds: ('image' | 'video')[] };
  /** What a picture is made into before it is sent; null where nothing but the type and the bytes count. */
  image: {
    type: 'image/jpeg' | 'image/png';
    maximumBytes: number;
    /** Width by height, at the narrowest and the widest. Others are padded. */
    ratio: { minimum: number; maximum: number } | null;
    /** Longest side in pixels. */
    maximumSide: number;
    /** The other side, where a platform counts lines (1080p). */
    maximumShortSide?: number;
  };
  /** Characters as this platform counts them. */
  text: { maximum: number; count(text: string): number; hashtags: number | null };
  /** What only this platform asks for (a title, a subreddit). */
  options: Record<string, { required: boolean; maximum: number; default?: string }>;
  placements: ('feed' | 'story')[];
  /** Null where it takes none. */
  firstComment: { maximum: number; count(text: string): number } | null;
  /** Characters of UTF-16; null where it takes none. */
  altText: { maximum: number } | null;
}

/**
 * How a platform publishes. Each throws the four failures of errors.ts. `commit` is called once an epoch; what it
 * throws decides: Rejected (not there), NeedsReauthorization and RateLimited (not done), Unavailable 'not sent', and
 * Unavailable 'unknown', after which `reconcile` is asked. StillProcessing is such an 'unknown' that says with which
 * handle to ask.
 */
export interface Publishing {
  /** Where people see its posts: names of hosts, their subdomains included. */
  sites: string[];
  /** What the address of a post tells: its id, and whose it is where that is in it; null where it tells neither. */
  addressed?(address: URL): { id: string; username?: string } | null;
  rules: PublishRules;
  /**
   * Everything that can be done before the instant without anybody seeing it: uploads, containers, drafts. May be
   * repeated, also after a crash. `usableForMs`: how long the handle lives; `reference`: the platform's own name of what
   * was prepared, where people may know it: no secret.
   */
  prepare(
    call: AccountCall,
    content: PostContent,
  ): Promise<{ handle: Handle; usableForMs: number; reference?: string }>;
  /** One request that makes the post visible, and what it left. */
  commit(call: AccountCall, content: PostContent, handle: Handle): Promise<PublishedPost>;
  /**
   * Reads back whether a commit that began at `since` (and whose deadline has passed) took place. `known`: ids at this
   * account that are earlier posts of ours, which are no evidence.
   */
  reconcile(
    call: AccountCall,
    content: PostContent,
    handle: Handle,
    evidence: { since: Date; known: (id: string) => boolean },
  ): Promise<Finding>;
  /** The platform fetches pictures or films itself, from `PostMedia.url`: our address must be public. */
  fetchesMedia?: true;
  /** How long after a commit the platform usually shows it, in ms: nothing is read back before. */
  visibleWithinMs: number;
  /**
   * How stale what is read back may be, in ms: a post that was not there at a reading before so much time had passed is
   * looked for again. Left out where one reading after `visibleWithinMs` proves it: it asks for the very thing that was
   * prepared, not for a list.
   */
  staleForMs?: number;
  /** Writes the first comment under a post of ours; its id. */
  comment?(call: AccountCall, postId: string, text: string): Promise<string>;
  /** How many posts the account may still publish now, where the platform tells. */
  quota?(call: AccountCall): Promise<{ used: number; limit: number } | null>;
}
