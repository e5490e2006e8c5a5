import { defineConfig, type OxlintOverride } from 'oxlint';

interface Room {
  /** Which rooms it may import. */
  rooms: string[];
  /** Of which only types. */
  types?: string[];
  /** With what the names of the packages begin that a room may import that must stay pure. */
  packages?: string[];
}

/**
 * The rooms and what each may import of the others: docs/ARCHITECTURE.md says why. */
const rooms: Record<string, Room> = {
  config: { rooms: [], packages: ['zod', 'node:*'] },
  contracts: { rooms: [], packages: ['zod'] },
  runtime: { rooms: [] },
  db: { rooms: ['config', 'contracts'] },
  ai: { rooms: ['contracts'] },
  media: { rooms: ['contracts'] },
  mail: { rooms: ['contracts'] },
  platforms: { rooms: ['contracts'] },
  commands: { rooms: ['db', 'contracts'] },
  workflows: {
    rooms: ['contracts'],
    types: ['activities'],
    packages: ['@temporalio/workflow', '@temporalio/common'],
  },
  activities: { rooms: ['db', 'commands', 'contracts', 'ai', 'media', 'mail', 'platforms'] },
  api: {
    rooms: ['db', 'commands', 'config', 'contracts', 'media', 'platforms', 'runtime'],
    types: ['workflows'],
  },
  workers: {
    rooms: [
      'activities',
      'ai',
      'commands',
      'config',
      'contracts',
      'db',
      'mail',
      'media',
      'platforms',
      'runtime',
      'workflows',
    ],
  },
  widget: { rooms: ['contracts'], packages: ['idb-keyval'] },
  dashboard: { rooms: ['contracts'] },
  sandbox: { rooms: ['contracts', 'runtime'] },
  launcher: { rooms: ['config', 'runtime'] },
  bin: { rooms: ['api', 'commands', 'config', 'contracts', 'db', 'platforms', 'runtime'] },
};
/** Only these rooms may speak to Temporal, or reach the models. */
const temporalRooms = ['workflows', 'activities', 'workers', 'runtime', 'launcher', 'bin'];
const allRooms = [...Object.keys(rooms), 'test', 'bench'];

function ruleOf([room, { rooms: allowed, types = [], packages }]: [string, Room]) {
  const closed = allRooms.filter((other) => other !== room && !allowed.includes(other));
  const message = `${room}/ may import ${[...allowed, ...types.map((type) => `types of ${type}`)].join(', ') || 'no other room'}`;
  const within = (names: string[]) => `^(\\.\\./)+(${names.join('|')})/`;
  const never = closed.filter((other) => !types.includes(other));
  const patterns = [
    { regex: within(never), message },
    ...(types.length > 0 ? [{ regex: within(types), allowTypeImports: true, message }] : []),
    ...(packages
      ? [
          {
            group: ['*', '!./**', '!../**', ...packages.flatMap((name) => [`!${name}`, `!${name}/**`])],
            message: `${room}/ may import only ${packages.join(', ')}`,
          },
        ]
      : []),
    ...(packages || temporalRooms.includes(room)
      ? []
      : [{ regex: '^@temporalio/', allowTypeImports: true, message: `${room}/ knows no Temporal` }]),
  ];
  return {
    files: [`${room}/**/*.{ts,tsx}`],
    excludeFiles: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  } satisfies OxlintOverride;
}

/** Beside what oxlint holds to be plainly wrong ("correctness"): what typescript-eslint recommends for typed code. */
const recommended = [
  'no-case-declarations',
  'no-fallthrough',
  'no-prototype-builtins',
  'no-regex-spaces',
  'no-unexpected-multiline',
  'no-useless-assignment',
  'no-var',
  'prefer-const',
  'prefer-rest-params',
  'prefer-spread',
  'preserve-caught-error',
  'typescript/ban-ts-comment',
  'typescript/no-empty-object-type',
  'typescript/no-explicit-any',
  'typescript/no-namespace',
  'typescript/no-require-imports',
  'typescript/no-unnecessary-type-assertion',
  'typescript/no-unnecessary-type-constraint',
  'typescript/no-unsafe-argument',
  'typescript/no-unsafe-assignment',
  'typescript/no-unsafe-call',
  'typescript/no-unsafe-enum-comparison',
  'typescript/no-unsafe-function-type',
  'typescript/no-unsafe-member-access',
  'typescript/no-unsafe-return',
  'typescript/only-throw-error',
  'typescript/prefer-promise-reject-errors',
  'typescript/restrict-plus-operands',
];

const loose = {
  'typescript/no-unsafe-assignment': 'off',
  'typescript/no-unsafe-member-access': 'off',
  'typescript/no-unsafe-argument': 'off',
  'typescript/no-unsafe-return': 'off',
  'typescript/no-unsafe-call': 'off',
  'no-console': 'off',
} as const;

export default defineConfig({
  options: { typeAware: true, denyWarnings: true },
  ignorePatterns: ['node_modules/', '.data/', 'coverage/', 'dashboard/dist*/'],
  plugins: ['typescript', 'import'],
  categories: { correctness: 'error' },
  rules: {
    ...Object.fromEntries(recommended.map((rule) => [rule, 'error' as const])),
    'import/no-cycle': 'error',
    eqeqeq: 'error',
    'no-console': 'error',
    'no-empty': ['error', { allowEmptyCatch: false }],
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'typescript/consistent-type-imports': 'error',
    // Platforms count a text's code points, which is what spreading gives; and texts are sorted by code units on purpose.
    'typescript/no-misused-spread': 'off',
    'typescript/require-array-sort-compare': 'off',
    'typescript/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    'typescript/switch-exhaustiveness-check': 'error',
    // An async callback whose caller ignores the promise is how Node, Koa and test doubles are written.
    'typescript/no-misused-promises': [
      'error',
      { checksVoidReturn: { arguments: false, properties: false } },
    ],
  },
  overrides: [
    // What a test reads from an answer is loosely typed on purpose: the assertion is the check.
    { files: ['**/*.test.ts', 'test/**/*.ts', 'bench/**/*.ts'], rules: loose },
    { files: ['**/*.{js,mjs}'], rules: loose },
    ...Object.entries(rooms).map(ruleOf),
  ],
});
