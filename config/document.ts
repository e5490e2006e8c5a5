import { variables, type Variable } from './variables.ts';

/** A variable that another room declares for itself, as the documents tell of it. */
export interface JoinedVariable {
  doc: string;
  /** As a person writes it; empty when there is none. */
  defaultValue: string;
}

/** A line of the documents. */
interface Row extends JoinedVariable {
  name: string;
  needed: boolean;
  /** The default is computed: it cannot be written into a file. */
  computed: boolean;
}

const rowsOf = (joined: Record<string, JoinedVariable>): Row[] => [
  ...Object.entries<Variable>(variables).map(([name, variable]) => ({
    name,
    doc: variable.doc,
    defaultValue: defaultOf(variable),
    needed: variable.production === 'required',
    computed: variable.defaultText !== undefined,
  })),
  ...Object.entries(joined).map(([name, variable]) => ({
    name,
    ...variable,
    needed: false,
    computed: false,
  })),
];

/** A variable's default as a person writes it; empty when there is none. */
function defaultOf({ schema, defaultText }: Variable): string {
  if (defaultText) return defaultText;
  const result = schema.safeParse(undefined);
  const value = result.success
    ? (result.data as string | number | boolean | string[] | undefined)
    : undefined;
  return value === undefined ? '' : String(value);
}

/** The table of the README, made from the declarations: ours, and those that `joined` brings. */
export function configurationTable(joined: Record<string, JoinedVariable>): string {
  const rows = rowsOf(joined).map(
    ({ name, doc, defaultValue, needed }) =>
      `| \`${name}\` | ${doc} | ${defaultValue && `\`${defaultValue}\``} | ${needed ? 'required' : ''} |`,
  );
  return ['| Variable | What it is for | Default | Production |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

/** .env.example: every variable with its line, commented out at its default. */
export function environmentExample(joined: Record<string, JoinedVariable>): string {
  const lines = rowsOf(joined).map(
    ({ name, doc, defaultValue, needed, computed }) =>
      `# ${doc}${needed ? ' (production needs it)' : ''}\n# ${name}=${computed ? '' : defaultValue}\n`,
  );
  return `# Copy to .env. Everything is optional outside production: npm start brings what is missing.\n\n${lines.join('\n')}`;
}
