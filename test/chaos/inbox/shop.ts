import { aPublisher, anAccountAt, connectAccount, type Publisher } from '../../support/publishing.ts';
import type { World } from '../world.ts';
import { inboxPlatforms, type InboxPlatform } from './stage.ts';

/** An account at which customers write. */
export interface InboxAccount {
  platform: InboxPlatform;
  connectionId: string;
  /** As control names it, and as the platform's calls and ledger do. */
  handle: string;
  externalId: string;
}

/** A project whose assistant answers by itself, with an account at both platforms. */
export interface InboxShop extends Publisher {
  accounts: InboxAccount[];
}

/** What the shop sells, in both languages: each has a price, which the assistant tells. */
export const products = [
  ['théière', 'teapot', 45],
  ['cruche', 'jug', 38],
  ['lampe', 'lamp', 72],
  ['bougie', 'candle', 14],
  ['nappe', 'tablecloth', 56],
  ['montre', 'watch', 83],
  ['fourchette', 'fork', 9],
  ['corbeille', 'basket', 27],
  ['jupe', 'skirt', 34],
  ['ceinture', 'belt', 41],
  ['bouteille', 'bottle', 22],
  ['serviette', 'towel', 17],
] as const;

export type Product = (typeof products)[number];
export const questionAbout = ([french, english]: Product, language: 'fr' | 'en'): string =>
  language === 'fr' ? `Que coûte la ${french} ?` : `How much is the ${english}?`;

export async function openInboxShop(world: World, name: string): Promise<InboxShop> {
  const owner = await aPublisher(world, name);
  const accounts: InboxAccount[] = [];
  for (const platform of inboxPlatforms) {
    const handle = await anAccountAt(world, platform);
    const { id, externalId } = await connectAccount(world, owner, platform, handle);
    await world.sandbox.control('webhooks', {
      platform,
      callbackUrl: `${world.api.url}/api/${platform}/webhook`,
      verifyToken: `sandbox-${platform}-verify-token`,
      accounts: [handle],
    });
    accounts.push({ platform, connectionId: id, handle, externalId });
  }
  const settings = {
    ...{ mode: 'automatic', shop_profile: 'We sell things for the house.', pause_minutes: 1 },
    ...{ replies_in_a_row: 50, replies_an_hour: 500, tokens_a_day: 50_000_000 },
  };
  await expectDone(owner.client.put('/api/assistant/settings', settings));
  for (const product of products)
    for (const language of ['fr', 'en'] as const) {
      const [french, english, price] = product;
      const content =
        language === 'fr' ? `La ${french} coûte ${price} euros.` : `The ${english} costs ${price} euros.`;
      const title = questionAbout(product, language);
      await expectDone(owner.client.post('/api/assistant/knowledge', { kind: 'question', title, content }));
    }
  // A long run outlasts an access token.
  const { body } = await owner.client.post(`/api/v1/projects/${owner.projectId}/api-keys`, { name: 'chaos' });
  return { ...owner, client: owner.client.with({ authorization: `Bearer ${body.key}` }), accounts };
}

async function expectDone(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  if (status > 201) throw new Error(`refused: ${status} ${JSON.stringify(body)}`);
}
