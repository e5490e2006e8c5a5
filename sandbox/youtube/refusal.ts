import { Refused } from '../social/refused.ts';

/** developers.google.com/youtube/v3/docs/errors: what each reason goes with. */
interface DataApiError {
  code: number;
  reason: string;
  domain: string;
  message: string;
  /** The member of the body that is wrong. */
  location?: string;
}

/** A refusal with a reason of the Data API's own. */
export class DataApiRefused extends Refused {
  readonly error: DataApiError;

  constructor(error: DataApiError) {
    super('invalid_parameter', error.message);
    this.error = error;
  }
}

/** What is wrong with the metadata of a video. */
export const wrongVideo = (reason: string, location: string, message: string): DataApiRefused =>
  new DataApiRefused({ code: 400, reason, domain: 'youtube.video', location, message });
