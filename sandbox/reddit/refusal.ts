import { Refused } from '../social/refused.ts';

/** An error of a form: code, words, and the field that it is about. */
type FormError = [code: string, message: string, field: string];

/** What is wrong with a form is told with 200: github.com/reddit-archive/reddit/wiki/API */
export class FormRefused extends Refused {
  readonly error: FormError;
  /** RATELIMIT: seconds until the form is taken again. */
  readonly ratelimit: number | null;

  constructor(error: FormError, ratelimit: number | null = null) {
    super('invalid_parameter', error[1]);
    this.error = error;
    this.ratelimit = ratelimit;
  }
}
