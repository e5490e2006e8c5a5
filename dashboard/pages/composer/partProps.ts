import type { Draft } from './draft.ts';
import type { Account } from './questions.ts';

/** What a part of the composer shows and changes. */
export interface PartProps {
  draft: Draft;
  change: (changes: Partial<Draft> | ((current: Draft) => Partial<Draft>)) => void;
  /** Those that the draft goes to, in its order. */
  chosen: Account[];
}
