import type { z } from 'zod';
import { variables, type Variable } from './variables.ts';

type Known = typeof variables;
type Values = { [Name in keyof Known]: z.output<Known[Name]['schema']> };

/** The environment, read and checked: one property a variable, under the variable's own name. */
export type Config = Omit<Values, 'PUBLIC_URL' | 'MEDIA_DIR'> & { PUBLIC_URL: string; MEDIA_DIR: string };

/** What a process cannot start without, in one error: a line a variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads every variable of the table from `environment`. An empty value counts as not set.
 * Production adds that what it needs is there: the table's `required`, and the key of the chosen image provider.
 * @throws {ConfigError} with one line for each variable that is wrong or missing; no value of a secret is repeated.
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable>(variables)) {
    const given = environment[name]?.trim() === '' ? undefined : environment[name];
    const result = variable.schema.safeParse(given);
    if (result.success) values[name] = result.data;
    else problems.push(`${name} ${describe(result.error, variable, given)}`);
  }
  if (values.WHATSAPP_API_KEY !== undefined && !environment.WHATSAPP_PROJECT_ID?.trim())
    problems.push(`WHATSAPP_PROJECT_ID is missing: ${variables.WHATSAPP_PROJECT_ID.doc}`);
  if (environment.NODE_ENV === 'production') problems.push(...missingInProduction(values));
  if (problems.length > 0) throw new ConfigError(problems);

  const config = values as Values;
  return {
    ...config,
    PUBLIC_URL: (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/+$/, ''),
    MEDIA_DIR: config.MEDIA_DIR ?? `${config.DATA_DIR}/media`,
  };
}

function missingInProduction(values: Record<string, unknown>): string[] {
  const needed = Object.entries<Variable>(variables).filter(
    ([, { production }]) => production === 'required',
  );
  const names = needed.map(([name]) => name);
  const providers = [values.IMAGE_PROVIDER, values.CHAT_PROVIDER ?? values.IMAGE_PROVIDER];
  const keys = providers.map((provider) => (provider === 'gemini' ? 'GEMINI_API_KEY' : 'OPENAI_API_KEY'));
  names.push(...new Set(keys));
  return names
    .filter((name) => values[name] === undefined)
    .map((name) => `${name} is missing: ${variables[name as keyof Known].doc.split(';')[0]}`);
}

function describe(error: z.ZodError, variable: Variable, given: string | undefined): string {
  const reason = error.issues.map((issue) => issue.message).join('; ');
  return variable.secret ? reason : `${reason} (it is ${JSON.stringify(given)})`;
}
