import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';

/**
 * The rooms and what each may import of the others: docs/ARCHITECTURE.md says why. `types` are rooms of which only
 * types may be imported; `packages` narrows the packages of rooms that must stay pure.
 */
const rooms = {
  config: { rooms: [], packages: ['zod', 'node:'] },
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

const ruleOf = ([room, { rooms: allowed, types = [], packages }]) => {
  const closed = allRooms.filter((other) => other !== room && !allowed.includes(other));
  const message = `${room}/ may import ${[...allowed, ...types.map((type) => `types of ${type}`)].join(', ') || 'no other room'}`;
  const within = (names) => `^(\\.\\./)+(${names.join('|')})/`;
  const never = closed.filter((other) => !types.includes(other));
  const patterns = [
    { regex: within(never), message },
    ...(types.length > 0 ? [{ regex: within(types), allowTypeImports: true, message }] : []),
    ...(packages
      ? [
          {
            regex: `^(?!\\.|${packages.join('|')})`,
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
    ignores: ['**/*.test.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
};

export default defineConfig(
  { ignores: ['node_modules/', '.data/', 'coverage/', 'dashboard/dist*/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // An async callback whose caller ignores the promise is how Node, Koa and test doubles are written.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, properties: false } },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly' },
    },
  },
  {
    // What a test reads from an answer is loosely typed on purpose: the assertion is the check.
    files: ['**/*.test.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      'no-console': 'off',
    },
  },
  ...Object.entries(rooms).map(ruleOf),
);
