import type { z } from 'zod';

/** What is wrong with a parameter, in the API's own words and codes. */
interface Problem {
  message: string;
  param: string | null;
  code: string;
}

/** The first thing that a request's schema found wrong; it was parsed with `reportInput`. */
export function problemOf({ issues }: z.ZodError): Problem {
  const [issue] = issues;
  if (!issue) throw new Error('an error without an issue');
  const param = String(issue.path[0] ?? '');
  if (issue.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    return { message: `Unknown parameter: '${name}'.`, param: name, code: 'unknown_parameter' };
  }
  if (issue.input === undefined) {
    return { message: `Missing required parameter: '${param}'.`, param, code: 'missing_required_parameter' };
  }
  if (issue.code === 'invalid_value') {
    const message = `Invalid value: '${JSON.stringify(issue.input).replaceAll('"', '')}'. Supported values are: ${list(issue.values)}.`;
    return { message, param, code: 'invalid_value' };
  }
  const { problem, code } = outOfBounds(issue) ?? wrongType(issue);
  return { message: `Invalid ${problem(`'${param}'`)} instead.`, param, code };
}

interface Wrong {
  problem: (param: string) => string;
  code: string;
}

function outOfBounds(issue: z.core.$ZodIssue): Wrong | null {
  const { input } = issue;
  if (issue.code === 'too_big') {
    return issue.origin === 'string'
      ? {
          problem: (param) =>
            `${param}: string too long. Expected a string with maximum length ${issue.maximum}, but got a string with length ${String(input).length}`,
          code: 'string_above_max_length',
        }
      : {
          problem: (param) =>
            `${param}: integer above maximum value. Expected a value <= ${issue.maximum}, but got ${String(input)}`,
          code: 'integer_above_max_value',
        };
  }
  if (issue.code !== 'too_small') return null;
  return issue.origin === 'string'
    ? {
        problem: (param) =>
          `${param}: empty string. Expected a string with minimum length ${issue.minimum}, but got an empty string`,
        code: 'empty_string',
      }
    : {
        problem: (param) =>
          `${param}: integer below minimum value. Expected a value >= ${issue.minimum}, but got ${String(input)}`,
        code: 'integer_below_min_value',
      };
}

function wrongType(issue: z.core.$ZodIssue): Wrong {
  const expected = issue.code === 'invalid_type' ? issue.expected : 'another value';
  const got =
    issue.input === null ? 'null' : Array.isArray(issue.input) ? 'an array' : `a ${typeof issue.input}`;
  return {
    problem: (param) => `type for ${param}: expected ${expected}, but got ${got}`,
    code: 'invalid_type',
  };
}

const list = (values: unknown[]) => {
  const quoted = values.map((value) => `'${String(value)}'`);
  return `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
};
