import { Refused } from '../social/refused.ts';

/** An error of the Graph APIs: https://developers.facebook.com/docs/graph-api/guides/error-handling */
export interface GraphError {
  status?: number;
  code: number;
  subcode?: number;
  type?: string;
  transient?: true;
  /** What is said, where that is not what the sandbox says. */
  message?: string;
  /** The headline for a person, who is then told the message too. */
  title?: string;
  /** What stands in `error_data`. */
  data?: object;
}

/** A refusal with a code of its own. */
export class GraphRefused extends Refused {
  readonly error: GraphError & { message: string };

  constructor(error: GraphError & { message: string }) {
    super('invalid_parameter', error.message);
    this.error = error;
  }
}
