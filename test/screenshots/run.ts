import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startBrowser } from '../support/browser.ts';
import { withDashboard } from '../support/dashboard.ts';
import type { Publisher } from '../support/publishing.ts';
import { startTestServers } from '../support/testServers.ts';
import { startTestStack } from '../support/testStack.ts';
import { answer } from './answer.ts';
import { openCamera, type Look, type Shot } from './camera.ts';
import { everyPage, keptPictures, type Picture } from './pictures.ts';
import { openShop } from './shop.ts';

/**
 * `npm run screenshots`: docs/screenshots/*.png, of a shop that a product of its own is filled with.
 * `npm run screenshots -- --all <directory>`: every page as a whole, in both languages and schemes, on a phone and on a
 * wide screen, to be looked at. `--only <part of a name>`, such as
 * `inbox` or `fr-dark-390`, takes fewer.
 */
const { values } = parseArgs({
  options: { all: { type: 'string' }, only: { type: 'string', default: '' } },
});
const kept = resolve(import.meta.dirname, '../../docs/screenshots');
const say = (line: string) => process.stdout.write(`${line}\n`);

// The shop is in Paris, and so are those who look: processes and browser read it where they start.
process.env.TZ = 'Europe/Paris';
// In a process of its own: whoever builds it runs as in production from then on.
await promisify(execFile)(process.execPath, ['launcher/buildDashboard.ts']);
const servers = await startTestServers();
Object.assign(process.env, servers.environment);
const stack = await startTestStack(await withDashboard());
const browser = await startBrowser();
try {
  const { person, subjects } = await openShop(stack, say);
  const wanted = values.all ? inEveryLook(everyPage(subjects)) : keptPictures(subjects);
  await photograph(
    wanted.filter(({ name }) => name.includes(values.only)),
    values.all ?? kept,
    person,
  );
} finally {
  await browser.close();
  await stack.close();
  await servers.stop();
}

function inEveryLook(pages: (Shot & { name: string })[]): Picture[] {
  const looks = (['en', 'fr'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((scheme) =>
      ([1440, 390] as const).map((width): Look => ({ language, scheme, width })),
    ),
  );
  return looks.flatMap((look) =>
    pages.map((page) => ({
      ...page,
      name: `${page.name}-${look.language}-${look.scheme}-${look.width}`,
      look,
      whole: true,
    })),
  );
}

/** Takes the pictures, those of one look by one browser. */
async function photograph(pictures: Picture[], directory: string, person: Publisher): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const byLook = Map.groupBy(pictures, ({ look }) => JSON.stringify(look));
  for (const ofOneLook of byLook.values()) {
    const [first] = ofOneLook;
    if (!first) continue;
    // Somebody's own language comes before their browser's.
    await answer(person.client.patch('/api/auth/profile/', { language: first.look.language }));
    const camera = await openCamera(browser, stack.api, person, first.look);
    for (const picture of ofOneLook) {
      const bytes = await camera.take(picture);
      writeFileSync(join(directory, `${picture.name}.png`), bytes);
      say(`${picture.name}.png, ${Math.round(bytes.length / 1024)} kB`);
    }
    await camera.close();
  }
}
