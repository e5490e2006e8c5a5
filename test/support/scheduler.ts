import { expect } from '@jest/globals';
import type { Json } from './apiClient.ts';
import { aConnection } from './connections.ts';
import { startMediaServer, type MediaServer } from './mediaServer.ts';
import { aPublisher, aValidatedImage, type Publisher } from './publishing.ts';
import { hours } from './scheduling.ts';
import { startTestApi, type TestApi } from './testApi.ts';

/** A shop that schedules posts which nobody publishes: there is no worker. */
export interface Scheduler {
  api: TestApi;
  shop: Publisher;
  media: MediaServer;
  /** The shop's account at one of the platforms. */
  idOf: (platform: string) => string;
  anImage: () => Promise<number>;
  /** Schedules a post, with words for Instagram unless told otherwise; the answer as it came. */
  schedule: (post: object) => ReturnType<Publisher['client']['post']>;
  /** Schedules a post that is accepted. */
  aPost: (post?: object) => Promise<Json>;
  close: () => Promise<void>;
}

const platforms = ['instagram', 'facebook', 'twitter', 'linkedin', 'reddit'];

export async function startScheduler(): Promise<Scheduler> {
  const media = await startMediaServer();
  // Films of the sandbox are taken from inside, for nothing of it is public.
  const api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: new URL(media.at('')).origin });
  const shop = await aPublisher({ api });
  const accounts = new Map<string, string>();
  for (const platform of platforms)
    accounts.set(platform, (await aConnection(api, shop.projectId, platform)).id);
  const schedule = (post: object) =>
    shop.client.post('/api/scheduler/schedule/', {
      scheduled_time: hours(24),
      platform: 'instagram',
      caption: 'Joyeux Noël! 🎄✨',
      ...post,
    });
  return {
    api,
    shop,
    media,
    idOf: (platform) => accounts.get(platform) ?? '',
    anImage: () => aValidatedImage({ api }, shop),
    schedule,
    async aPost(post = {}) {
      const { status, body } = await schedule(post);
      expect({ status, body }).toMatchObject({ status: 201 });
      return body;
    },
    async close() {
      await api.close();
      await media.close();
    },
  };
}
