import type { NewMedia } from '../../commands/posts/schedulePost.ts';
import type { MessageParameters } from '../../contracts/refusal.ts';
import type { ConnectionHealth } from '../../contracts/connectionHealth.ts';
import type { Account } from '../../db/composition.ts';
import type { RegisteredPlatform, Registry } from '../../platforms/registry.ts';
import type { AskedPost } from './askedPost.ts';

/** What is wrong with a post, or may go wrong; its text stands in api/messages/. */
export interface Finding {
  /** Of the request. */
  field: string;
  code: string;
  parameters: MessageParameters;
  /** The index of the target that it is about; null: the post. */
  target: number | null;
}

export interface Findings {
  errors: Finding[];
  warnings: Finding[];
}

/** Notes what keeps a target from being published, at a field of it. */
export type RefuseField = (field: string, code: string, parameters?: Finding['parameters']) => void;

/** One target, as far as it could be found, and what it would be given. */
export interface ComposedTarget {
  platform: string;
  registered: RegisteredPlatform | null;
  account: Account | null;
  health: ConnectionHealth | null;
  text: string;
  caption: string | null;
  firstComment: string | null;
  altTexts: (string | null)[] | null;
  options: Record<string, string>;
}

export interface Composition {
  errors: Finding[];
  warnings: Finding[];
  targets: ComposedTarget[];
  media: NewMedia[];
}

/** What a post is judged by, besides its rows. */
export interface Surroundings {
  platforms: Registry;
  now: Date;
  /** Whether the time is judged: that of a post which keeps it is not. */
  timeIsNew: boolean;
  /** Accounts that the post has already: they stay, however they are. */
  keptConnections: ReadonlySet<string>;
}

/** The same, with what was found of it. */
export interface Judged extends Surroundings {
  asked: AskedPost;
  accounts: Account[];
  media: NewMedia[];
}
