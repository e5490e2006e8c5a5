import { createDiskStorage } from '../../media/diskStorage.ts';
import { newVideoKey } from '../../media/keys.ts';
import { signMediaLink } from '../../media/mediaLinks.ts';
import { aVideo } from '../support/mediaServer.ts';
import {
  anAccountAt,
  aPublisher,
  aValidatedImage,
  connectAccount,
  type Publisher,
} from '../support/publishing.ts';
import type { World } from './world.ts';

export const publishingPlatforms = [
  'instagram',
  'facebook',
  'twitter',
  'linkedin',
  'tiktok',
  'youtube',
  'reddit',
];

/** A project with an account at every platform that publishes, a picture and a film. */
export interface Shop extends Publisher {
  /** The account's id at each platform. */
  accounts: Record<string, string>;
  image: number;
  /** Where the film can be fetched. */
  filmUrl(): string;
  /** Its person consents once more. */
  reconnect(platform: string): Promise<void>;
}

/** A long run outlasts an access token. */
async function withLastingKey({ client, projectId }: Publisher): Promise<Publisher['client']> {
  const { body } = await client.post(`/api/v1/projects/${projectId}/api-keys`, { name: 'chaos' });
  return client.with({ authorization: `Bearer ${body.key}` });
}

export async function openShop(
  world: Pick<World, 'api' | 'sandbox'>,
  name: string,
  platforms = publishingPlatforms,
): Promise<Shop> {
  const { config, url } = world.api;
  const publisher = await aPublisher(world, name);
  const accounts: Record<string, string> = {};
  for (const platform of platforms) {
    const account = await anAccountAt(world, platform);
    await connectAccount(world, publisher, platform, account);
    accounts[platform] = account;
  }
  const film = aVideo(400_000);
  const key = newVideoKey(film);
  await createDiskStorage(config.MEDIA_DIR).put(key, film);
  return {
    ...publisher,
    client: await withLastingKey(publisher),
    accounts,
    image: await aValidatedImage(world, publisher),
    filmUrl: () => signMediaLink(config.JWT_SECRET ?? '', url, key, new Date()),
    async reconnect(platform) {
      await connectAccount(world, publisher, platform, accounts[platform] ?? '');
    },
  };
}
