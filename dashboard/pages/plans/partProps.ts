import type { PlanDraft } from './draft.ts';

/** What each part of the form is given. */
export interface PartProps {
  draft: PlanDraft;
  change: (changes: Partial<PlanDraft>) => void;
  /** By the API's names of the fields. */
  errors: Record<string, string>;
}
