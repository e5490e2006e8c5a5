import { afterAll, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control } = platforms;
afterAll(() => platforms.close());

const account = 'UCk8GzjMOrta8yxDcKfylJYw';
const callback = 'http://localhost:3000/oauth/callback/youtube';
const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;
const app = { client_id: 'sandbox-youtube', client_secret: 'sandbox-youtube-secret' };

async function connect(parameters: Record<string, string>) {
  const request = {
    ...{ response_type: 'code', client_id: app.client_id, redirect_uri: callback, state: 'x' },
    ...{ scope: scope('youtube.force-ssl'), ...parameters },
  };
  const decision = { decision: 'allow', account } as const;
  const { location } = await platforms.consent('/youtube/accounts/o/oauth2/v2/auth', request, decision);
  const code = location?.searchParams.get('code') ?? '';
  const form = { ...app, grant_type: 'authorization_code', code, redirect_uri: callback };
  return (await call('/youtube/oauth/token', { form })).body;
}
const tokenFor = async (accountId = account, name = 'youtube.force-ssl'): Promise<string> =>
  (await control('tokens', { platform: 'youtube', accountId, scopes: [scope(name)] })).body.access_token;
const ask = async (path: string, token?: string) => {
  const { status, body } = await call(`/youtube/api/youtube/v3/${path}`, {
    token: token ?? (await tokenFor()),
  });
  return { status, ...body };
};

test('a refresh token comes with offline access and a consent that was asked for, once, and stays', async () => {
  expect(await connect({})).not.toHaveProperty('refresh_token');
  expect(await connect({ access_type: 'offline' })).not.toHaveProperty('refresh_token');
  const { refresh_token: token } = await connect({ access_type: 'offline', prompt: 'consent' });
  for (let time = 0; time < 2; time += 1) {
    const form = { ...app, grant_type: 'refresh_token', refresh_token: token };
    const { body } = await call('/youtube/oauth/token', { form });
    expect(body).toEqual({
      ...{ access_token: expect.any(String), expires_in: 3599, token_type: 'Bearer' },
      scope: scope('youtube.force-ssl'),
    });
  }
});

test('a channel has the parts that were asked for; its numbers are text, its subscribers are rounded', async () => {
  const { items } = await ask('channels?part=statistics&mine=true');
  expect(items).toEqual([
    {
      ...{ kind: 'youtube#channel', etag: expect.any(String), id: account },
      statistics: {
        ...{ viewCount: expect.stringMatching(/^\d+$/), videoCount: expect.stringMatching(/^\d+$/) },
        ...{ subscriberCount: expect.stringMatching(/^\d{3}00$/), hiddenSubscriberCount: false },
      },
    },
  ]);
  const quiet = await ask('channels?part=statistics&mine=true', await tokenFor('UCq1Zt6RyVbn0sKdJw4MxeLg'));
  expect(quiet.items[0].statistics).toMatchObject({ hiddenSubscriberCount: true, subscriberCount: '0' });
});

test.each([
  ['channels?mine=true', 400, 'badRequest'],
  ['channels?part=shoes&mine=true', 400, 'badRequest'],
  ['channels?part=snippet', 400, 'badRequest'],
  ['playlistItems?part=snippet&playlistId=UUnothing', 404, 'playlistNotFound'],
  ['playlistItems?part=snippet&playlistId=UUk8GzjMOrta8yxDcKfylJYw&maxResults=51', 400, 'badRequest'],
  ['videos?part=snippet', 400, 'badRequest'],
])('%s is refused', async (path, status, reason) => {
  expect(await ask(path)).toMatchObject({ status, error: { code: status, errors: [{ reason }] } });
});

test('uploading’s scope reads nothing', async () => {
  expect(await ask('channels?part=id&mine=true', await tokenFor(account, 'youtube.upload'))).toMatchObject({
    status: 403,
    error: { status: 'PERMISSION_DENIED', errors: [{ reason: 'insufficientPermissions' }] },
  });
});

test('uploads come page after page; their figures are asked for by id', async () => {
  const list = 'playlistItems?part=contentDetails&playlistId=UUk8GzjMOrta8yxDcKfylJYw&maxResults=10';
  const ids: string[] = [];
  let page: { nextPageToken?: string } = {};
  do {
    const answer = await ask(`${list}${page.nextPageToken ? `&pageToken=${page.nextPageToken}` : ''}`);
    ids.push(
      ...answer.items.map((item: { contentDetails: { videoId: string } }) => item.contentDetails.videoId),
    );
    page = answer;
  } while (page.nextPageToken);
  expect(ids.length).toBeGreaterThan(20);
  expect(new Set(ids).size).toBe(ids.length);
  const { items } = await ask(`videos?part=statistics&id=${ids.slice(0, 3).join(',')},unknown0000`);
  expect(items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 3));
  expect(items[0].statistics.viewCount).toMatch(/^\d+$/);
});
