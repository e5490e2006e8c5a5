import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';
import typescript from 'typescript-eslint';

const root = fileURLToPath(new URL('..', import.meta.url));
const eslint = new ESLint({ cwd: root });

/** What ESLint says of a file that would stand at `path`, of imports alone. */
async function importsRefused(path: string, code: string): Promise<boolean> {
  const config = (await eslint.calculateConfigForFile(path)) as {
    rules: Record<string, [number, ...unknown[]]>;
  };
  const rule = '@typescript-eslint/no-restricted-imports';
  const single = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.{ts,tsx}'],
        languageOptions: { parser: typescript.parser },
        plugins: { '@typescript-eslint': typescript.plugin },
        rules: { [rule]: config.rules[rule] ?? 'off' } as object,
      },
    ],
  });
  const [result] = await single.lintText(code, { filePath: path });
  return (result?.messages.length ?? 0) > 0;
}

describe('the rooms', () => {
  test.each([
    ['config/x.ts', `import '../db/connection.ts';`],
    ['contracts/x.ts', `import '../config/load.ts';`],
    ['contracts/x.ts', `import 'node:fs';`],
    ['runtime/x.ts', `import '../config/load.ts';`],
    ['db/x.ts', `import '../api/app.ts';`],
    ['db/models/x.ts', `import '../../commands/secrets.ts';`],
    ['ai/x.ts', `import '../db/connection.ts';`],
    ['ai/x.ts', `import { log } from '@temporalio/activity';`],
    ['media/x.ts', `import '../db/connection.ts';`],
    ['mail/x.ts', `import '../commands/secrets.ts';`],
    ['commands/x.ts', `import '../api/app.ts';`],
    ['commands/x.ts', `import { Client } from '@temporalio/client';`],
    ['workflows/x.ts', `import { createActivities } from '../activities/index.ts';`],
    ['workflows/x.ts', `import '../db/connection.ts';`],
    ['workflows/x.ts', `import 'node:fs';`],
    ['activities/x.ts', `import '../api/app.ts';`],
    ['activities/x.ts', `import '../workflows/index.ts';`],
    ['api/x.ts', `import '../activities/index.ts';`],
    ['api/images/x.ts', `import '../../workers/worker.ts';`],
    ['workers/x.ts', `import '../api/app.ts';`],
    ['sandbox/x.ts', `import '../ai/imageModel.ts';`],
    ['sandbox/openai/x.ts', `import '../../config/load.ts';`],
    ['launcher/x.ts', `import '../db/connection.ts';`],
    ['api/x.ts', `import '../sandbox/sandbox.ts';`],
    ['widget/x.ts', `import '../db/connection.ts';`],
    ['widget/x.ts', `import 'node:fs';`],
    ['widget/x.ts', `import 'preact';`],
    ['dashboard/app/x.ts', `import '../../api/tokens.ts';`],
    ['dashboard/pages/home/HomePage.tsx', `import '../../../widget/store.ts';`],
    ['api/x.ts', `import '../test/support/people.ts';`],
  ])('%s may not say %s', async (path, code) => {
    expect(await importsRefused(path, code)).toBe(true);
  });

  test.each([
    ['workflows/x.ts', `import type { Activities } from '../activities/index.ts';`],
    ['api/images/x.ts', `import { orderImages } from '../../commands/images/orderImages.ts';`],
    ['widget/x.ts', `import type { WidgetMessage } from '../contracts/widgets.ts';`],
    ['dashboard/pages/home/HomePage.tsx', `import type { Problem } from '../../../contracts/problem.ts';`],
    ['activities/x.ts', `import type { Storage } from '../media/storage.ts';`],
    ['workers/x.ts', `import { createImageModel } from '../ai/createImageModel.ts';`],
  ])('%s may say %s', async (path, code) => {
    expect(await importsRefused(path, code)).toBe(false);
  });

  test('every folder with code is a room of the table in docs/ARCHITECTURE.md', () => {
    const table = readFileSync(`${root}/docs/ARCHITECTURE.md`, 'utf8');
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => name)
      .filter((name) =>
        readdirSync(`${root}/${name}`, { recursive: true }).some((file) => String(file).endsWith('.ts')),
      );
    for (const folder of folders) expect(table).toContain(`\`${folder}/\``);
  });
});
