import { variables, type Variable } from './variables.ts';

const entries = Object.entries<Variable>(variables);

/** A variable's default as a person writes it; empty when there is none. */
function defaultOf({ schema, defaultText }: Variable): string {
  if (defaultText) return defaultText;
  const result = schema.safeParse(undefined);
  const value = result.success
    ? (result.data as string | number | boolean | string[] | undefined)
    : undefined;
  return value === undefined ? '' : String(value);
}

/** The table of the README, made from the declarations. */
export function configurationTable(): string {
  const rows = entries.map(([name, variable]) => {
    const needed = variable.production === 'required' ? 'required' : '';
    const value = defaultOf(variable);
    return `| \`${name}\` | ${variable.doc} | ${value && `\`${value}\``} | ${needed} |`;
  });
  return ['| Variable | What it is for | Default | Production |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

/** .env.example: every variable with its line, commented out at its default. */
export function environmentExample(): string {
  const lines = entries.map(([name, variable]) => {
    const needed = variable.production === 'required' ? ' (production needs it)' : '';
    return `# ${variable.doc}${needed}\n# ${name}=${variable.defaultText ? '' : defaultOf(variable)}\n`;
  });
  return `# Copy to .env. Everything is optional outside production: npm start brings what is missing.\n\n${lines.join('\n')}`;
}
