import type { z } from 'zod';

/** What is wrong with a parameter, in the API's own words and codes. */
export interface Problem {
  message: string;
  param: string | null;
  code: string;
}

/** The first thing that a request's schema found wrong; it was parsed with `reportInput`. */
export function problemOf({ issues }: z.ZodError): Problem {
  const [issue] = issues;
  if (!issue) throw new Error('an error without an issue');
  const param = String(issue.path[0] ?? '');
  const { input } = issue;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [name = ''] = issue.keys;
      return { message: `Unknown parameter: '${name}'.`, param: name, code: 'unknown_parameter' };
    }
    case 'too_big':
      return issue.origin === 'string'
        ? {
            message: `Invalid '${param}': string too long. Expected a string with maximum length ${issue.maximum}, but got a string with length ${String(input).length} instead.`,
            param,
            code: 'string_above_max_length',
          }
        : {
            message: `Invalid '${param}': integer above maximum value. Expected a value <= ${issue.maximum}, but got ${String(input)} instead.`,
            param,
            code: 'integer_above_max_value',
          };
    case 'too_small':
      return issue.origin === 'string'
        ? {
            message: `Invalid '${param}': empty string. Expected a string with minimum length ${issue.minimum}, but got an empty string instead.`,
            param,
            code: 'empty_string',
          }
        : {
            message: `Invalid '${param}': integer below minimum value. Expected a value >= ${issue.minimum}, but got ${String(input)} instead.`,
            param,
            code: 'integer_below_min_value',
          };
    case 'invalid_value':
      return {
        message: `Invalid value: '${String(input)}'. Supported values are: ${list(issue.values)}.`,
        param,
        code: 'invalid_value',
      };
    default:
      return input === undefined
        ? { message: `Missing required parameter: '${param}'.`, param, code: 'missing_required_parameter' }
        : {
            message: `Invalid type for '${param}': expected ${issue.code === 'invalid_type' ? issue.expected : 'another value'}, but got ${kindOf(input)} instead.`,
            param,
            code: 'invalid_type',
          };
  }
}

const list = (values: unknown[]) =>
  `${values
    .slice(0, -1)
    .map((value) => `'${String(value)}'`)
    .join(', ')}, and '${String(values.at(-1))}'`;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
