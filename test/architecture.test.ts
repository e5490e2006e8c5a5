import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
type Import = [path: string, code: string];

/** Of files that say nothing but an import, those at which the rules of this project refuse it. */
function refusedOf(imports: Import[]): Import[] {
  const copy = mkdtempSync(join(tmpdir(), 'socialsync-rooms-'));
  try {
    for (const name of ['oxlint.config.ts', 'package.json', 'node_modules'])
      symlinkSync(join(root, name), join(copy, name));
    // Each in a file of its own, in the folder that it is about.
    const fileOf = ([path]: Import, index: number) => `${dirname(path)}/${index}${extname(path)}`;
    for (const [index, each] of imports.entries()) {
      const file = join(copy, fileOf(each, index));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, each[1]);
    }
    const { stdout } = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', '--format=json'], {
      cwd: copy,
      encoding: 'utf8',
    });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
    const refused = diagnostics.filter(({ code }) => code === 'eslint(no-restricted-imports)');
    return imports.filter((each, index) => refused.some(({ filename }) => filename === fileOf(each, index)));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const forbidden: Import[] = [
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
];

const allowed: Import[] = [
  ['workflows/x.ts', `import type { Activities } from '../activities/index.ts';`],
  ['api/images/x.ts', `import { orderImages } from '../../commands/images/orderImages.ts';`],
  ['widget/x.ts', `import type { WidgetMessage } from '../contracts/widgets.ts';`],
  ['dashboard/pages/home/HomePage.tsx', `import type { Problem } from '../../../contracts/problem.ts';`],
  ['activities/x.ts', `import type { Storage } from '../media/storage.ts';`],
  ['workers/x.ts', `import { createImageModel } from '../ai/createImageModel.ts';`],
];

const refused = refusedOf([...forbidden, ...allowed]);

describe('the rooms', () => {
  test.each(forbidden)('%s may not say %s', (...each) => {
    expect(refused).toContainEqual(each);
  });

  test.each(allowed)('%s may say %s', (...each) => {
    expect(refused).not.toContainEqual(each);
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
