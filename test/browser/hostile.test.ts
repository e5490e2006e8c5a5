import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { aConnection } from '../support/connections.ts';
import { aMessage, anInbox } from '../support/conversations.ts';
import { startDashboard, visitAs } from '../support/dashboard.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { aValidatedImage } from '../support/publishing.ts';
import { hours, putInto } from '../support/scheduling.ts';
import type { TestApi } from '../support/testApi.ts';

let api: TestApi;
let browser: Browser;
beforeAll(async () => {
  api = await startDashboard({ SANDBOX_URL: 'http://127.0.0.1:1' });
  browser = await startBrowser();
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  await api.close();
});

const mark = '<img src=x onerror="hurt=1">';
/** Where no more than letters of a name are taken, or quotes end an attribute. */
const quoted = `"><img src=x onerror='hurt=1'>`;

async function say(
  person: TestPerson,
  method: 'post' | 'put' | 'patch',
  path: string,
  body: object,
): Promise<Json> {
  const answer = await person.client[method](path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A shop in which every name that people, customers or platforms give is markup; the addresses that show them. */
async function aHostileShop(mallory: TestPerson): Promise<Record<string, string>> {
  const [{ id: project }] = (await mallory.client.get('/api/v1/projects')).body;
  await grantAdmin(mallory.email);
  await rows('update users set first_name = $2 where email = $1 returning id', [mallory.email, mark]);
  await say(mallory, 'patch', `/api/v1/projects/${project}`, { name: mark, description: quoted });
  await say(mallory, 'post', `/api/v1/projects/${project}/api-keys`, { name: mark });
  const { id: connection } = await aConnection(api, project, 'twitter');
  const [owner] = await rows<{ id: string }>('select id from users where email = $1', [mallory.email]);
  const publisher = { ...mallory, projectId: project, userId: owner?.id ?? '' };
  const image = await aValidatedImage({ api }, publisher);
  await rows('update images set prompt = $2 where id = $1 returning id', [image, mark]);
  await rows(
    `with tag as (insert into tags (project_id, name) values ($1, $2) returning id)
     insert into image_tags (image_id, tag_id, position) select $3, id, 0 from tag returning 1 as written`,
    [project, mark, image],
  );
  const post = await say(mallory, 'post', '/api/scheduler/schedule', {
    ...{ caption: mark, image, alt_text: quoted, platform: 'twitter', scheduled_time: hours(5) },
  });
  const failed = await say(mallory, 'post', '/api/scheduler/schedule', {
    ...{ caption: `${mark} failed`, platform: 'twitter', scheduled_time: hours(6) },
  });
  await putInto(failed.id, 'rejected', 'failed', { code: 'rejected' });
  const answer = { kind: 'refused', status: 400, code: mark };
  await rows(
    'update publications set problem_detail = $2, problem_answer = $3 where post_id = $1 returning id',
    [failed.id, mark, JSON.stringify(answer)],
  );
  const plan = await say(mallory, 'post', '/api/scheduler/schedules', {
    ...{ name: mark, frequency: 'daily', time_of_day: '10:00', caption: mark, platforms: ['twitter'] },
  });
  await rows(
    `update social_media_connections set username = $2, display_name = $3 where id = $1 returning id`,
    [connection, mark, quoted],
  );
  await rows(
    `insert into social_media_posts (connection_id, external_id, kind, published_at, caption, likes)
     values ($1, 'p', 'image', now() - interval '1 day', $2, 7) returning id`,
    [connection, mark],
  );
  await rows(
    `insert into social_media_sync_logs (connection_id, project_id, platform, sync_type, sync_status, duration_ms,
       error_message) values ($1, $2, 'twitter', 'sync', 'failed', 5, $3) returning id`,
    [connection, project, mark],
  );
  const source = await anInbox(api, project, 'whatsapp');
  const conversation = await aMessage(source, {
    ...{ contactId: '33612345678', contactName: mark, contactUsername: quoted, text: mark },
  });
  await say(mallory, 'post', `/api/conversations/${conversation}/notes`, { content: mark });
  await say(mallory, 'put', `/api/conversations/${conversation}/tags`, { tags: [mark] });
  await say(mallory, 'post', '/api/saved-replies', { title: mark, content: mark });
  await say(mallory, 'post', '/api/assistant/knowledge', { kind: 'document', title: mark, content: mark });
  await say(mallory, 'post', '/api/web-widgets', { name: mark, welcome_message: mark });
  // In some hours another month may have begun.
  const day = post.scheduled_time.slice(0, 10);
  return {
    home: '/dashboard',
    accounts: '/dashboard/accounts',
    statistics: '/dashboard/history',
    images: '/dashboard/images',
    image: `/dashboard/images/${image}`,
    month: `/dashboard/calendar?view=month&date="${day}"`,
    list: `/dashboard/calendar?view=list&date="${day}"`,
    composer: `/dashboard/compose?post=${post.id}`,
    post: `/dashboard/posts/${post.id}`,
    failure: `/dashboard/posts/${failed.id}`,
    plans: '/dashboard/plans',
    plan: `/dashboard/plans?plan=${plan.id}`,
    inbox: `/dashboard/inbox?conversation=${conversation}`,
    knowledge: '/dashboard/inbox-settings?section=knowledge',
    replies: '/dashboard/inbox-settings?section=replies',
    widgets: '/dashboard/inbox-settings?section=widget',
    project: '/dashboard/settings?section=project',
    members: '/dashboard/settings?section=members',
    keys: '/dashboard/settings?section=keys',
    administration: '/dashboard/admin',
  };
}

/** Until the page shows the markup as somebody wrote it: as text, or in a field. */
const shows = (page: Page, name: string) =>
  eventually(async () => {
    const isShown = await page.evaluate<boolean>(
      `document.body.innerText.includes('onerror=') ||
         [...document.querySelectorAll('input, textarea')].some(({ value }) => value.includes('onerror='))`,
    );
    if (!isShown) throw new Error(`${name} shows nothing of it`);
  });

test('markup in names, captions and messages stays text on every page, and no page breaks its policy', async () => {
  const mallory = await aPerson(api, 'mallory');
  const addresses = await aHostileShop(mallory);
  const { page, complaints } = await visitAs(browser, api, mallory, '/dashboard');
  for (const [name, path] of Object.entries(addresses)) {
    await page.goto(api.url + path);
    await shows(page, name);
    const found = await page.evaluate(
      `[document.querySelectorAll('[onerror], img[src="x"]').length, typeof globalThis.hurt, document.title]`,
    );
    expect([name, found]).toEqual([name, [0, 'undefined', expect.stringContaining('SocialSync')]]);
  }
  await page.goto(api.url + addresses.month);
  await page.locator('[data-post]').first().click();
  await page.getByRole('dialog').getByText(mark).first().waitFor();
  expect(complaints).toEqual([]);
}, 120_000);
