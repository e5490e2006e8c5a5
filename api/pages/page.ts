import type { Locale } from '../locale.ts';
import type { Services } from '../services.ts';
import type { Html } from './layout.ts';

/** What went wrong with a form that was sent: for the field it is about, or for the form as a whole. */
export interface FormProblem {
  detail: string;
  details: Record<string, string[]>;
}

export interface PageRequest {
  locale: Locale;
  services: Services;
  /** The token of the mail's link: from the form, or from the link itself. */
  token: string;
}

/** A page behind the link of a mail. */
export interface Page {
  path: string;
  /** Whether its form asks for a password, and is therefore slow to try. */
  takesPassword: boolean;
  /**
   * The page with its form; again with what was wrong, and what had been filled in.
   * @throws {Refusal} when the link works no more
   */
  show(request: PageRequest, fields?: Record<string, string>, problem?: FormProblem): Promise<Html>;
  /**
   * Does what the form asks for, and returns the page that says so.
   * @throws {Refusal} what the form is shown again with
   */
  submit(request: PageRequest, fields: Record<string, string>): Promise<Html>;
  /** Where one goes from a link that works no more, beside the dashboard. */
  wayOn?(locale: Locale): Html;
}
