import { grantAdmin } from '../../commands/grantAdmin.ts';
import { User } from '../../db/models/user.ts';
import { rows } from '../../db/query.ts';
import { connect } from '../support/connecting.ts';
import { eventually } from '../support/eventually.ts';
import { anInboxAt } from '../support/inboxes.ts';
import { aPassword } from '../support/people.ts';
import type { Publisher } from '../support/publishing.ts';
import type { TestStack } from '../support/testStack.ts';
import { accounts } from './accounts.ts';
import { answer } from './answer.ts';
import { letCustomersWrite } from './customers.ts';
import { keepFigures } from './figures.ts';
import { makeImages } from './images.ts';
import type { Subjects } from './pictures.ts';
import { makePlans, publish, scheduleWeek } from './posts.ts';

/** A small shop that has used the product for a month, and who owns it. */
interface Shop {
  person: Publisher;
  subjects: Subjects;
}

/** Fills a product with it, as its owner would: by the API. Only what takes days is written into the past. */
export async function openShop(stack: TestStack, say: (line: string) => void): Promise<Shop> {
  const person = await register(stack);
  say('accounts …');
  const inboxes = [
    await anInboxAt(stack, person, 'instagram'),
    await anInboxAt(stack, person, 'whatsapp'),
  ] as const;
  for (const [platform, account] of Object.entries(accounts))
    await connect(stack.api, person, platform, account);
  await haveSynced(person);
  say('images …');
  const images = await makeImages(person);
  say('posts …');
  const { posted, refused, asked } = await publish(stack, person, images);
  const planned = await scheduleWeek(person, images);
  const plan = await makePlans(person);
  await keepFigures(person.projectId);
  say('customers …');
  const conversation = await letCustomersWrite(person, inboxes);
  return { person, subjects: { posted, refused, asked, planned, plan, image: images[0] ?? 0, conversation } };
}

async function register({ api }: TestStack): Promise<Publisher> {
  const stranger = api.stranger();
  const email = 'claire@atelier-lune.example';
  const body = await answer(
    stranger.post('/api/auth/register/', {
      ...{ username: 'claire', email, password: aPassword, password2: aPassword },
      ...{ first_name: 'Claire', last_name: 'Fontaine' },
    }),
  );
  const client = stranger.with({
    authorization: `Bearer ${body.tokens.access}`,
    'accept-language': 'en',
  });
  const user = await User.findOne({ where: { number: body.user.id }, rejectOnEmpty: true });
  const projectId = user.defaultProjectId ?? '';
  await grantAdmin(email);
  await answer(
    client.patch(`/api/v1/projects/${projectId}`, {
      ...{ name: 'Atelier Lune', timezone: 'Europe/Paris' },
      description: 'Ceramics from Lyon: the shop and its accounts.',
    }),
  );
  for (const [address, role] of [
    ['hugo@atelier-lune.example', 'editor'],
    ['comptable@cabinet-morel.example', 'viewer'],
  ])
    await answer(client.post(`/api/v1/projects/${projectId}/invitations`, { email: address, role }));
  await answer(
    client.post(`/api/v1/projects/${projectId}/api-keys`, { name: 'Till in the shop', role: 'editor' }),
  );
  return {
    ...{ id: body.user.id, username: 'claire', email, refresh: body.tokens.refresh, client },
    ...{ userId: user.id, projectId },
  };
}

/** Until every account has told its figures: WhatsApp has none, and LinkedIn may keep a member's to itself. */
async function haveSynced({ client, projectId }: Publisher): Promise<void> {
  await answer(client.post('/api/social-media/sync'));
  await eventually(async () => {
    const waiting = await rows(
      `select id from social_media_connections c where project_id = $1 and platform not in ('whatsapp', 'linkedin')
         and not exists (select 1 from social_media_stats s where s.connection_id = c.id)`,
      [projectId],
    );
    if (waiting.length > 0) throw new Error(`${waiting.length} accounts are not synced yet`);
  }, 60_000);
}
