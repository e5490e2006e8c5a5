import { Refused } from '../social/refused.ts';

/** learn.microsoft.com/linkedin/shared/api-guide/concepts/error-handling */
interface RestError {
  status: number;
  serviceErrorCode?: number;
  code?: string;
  message: string;
  errorDetailType?: string;
  errorDetails?: { inputErrors: { description: string; input: object; code: string }[] };
}

/** A refusal of the versioned API, with the answer's body. */
export class RestRefused extends Refused {
  readonly error: RestError;

  constructor(error: RestError) {
    super('invalid_parameter', error.message);
    this.error = error;
  }
}

/** What is wrong with what a request means, by one of the codes that the documents of each resource list. */
export const inputError = (
  { status, message }: Pick<RestError, 'status' | 'message'>,
  { description, code, field }: { description: string; code: string; field?: string },
): RestRefused => {
  const input = field ? { inputPath: { fieldPath: field } } : {};
  return new RestRefused({
    ...{ status, message, errorDetailType: 'com.linkedin.common.error.BadRequest' },
    errorDetails: { inputErrors: [{ description, input, code }] },
  });
};

/** The request's author is not the member whose token it is: seen in its answers. */
export const notTheMember = (field: string): RestRefused =>
  new RestRefused({
    ...{ status: 403, serviceErrorCode: 100, code: 'ACCESS_DENIED' },
    message: `Field Value validation failed in REQUEST_BODY: Data Processing Exception while processing fields [/${field}]`,
  });
