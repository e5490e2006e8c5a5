import { z } from 'zod';
import { NeedsReauthorization, Rejected } from '../errors.ts';
import { readGraph } from '../graphNodes.ts';
import type { AccountCall } from '../credentials.ts';

/** Of each page only that it is there matters. */
const Anything = z.object({ data: z.array(z.unknown()) });
const MediaIds = z.object({ data: z.array(z.object({ id: z.string() })) });

interface Trial {
  scope: string;
  path: string;
  fields: string;
  query?: Record<string, string>;
}

/**
 * Which permissions a token carries. The API with Instagram login has no list of them, but each answers where it was
 * granted and refuses where not: one reading each, which changes nothing. What cannot be tried (comments, where there
 * are no media) is left out. https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login
 */
export async function provenScopes(call: AccountCall): Promise<string[]> {
  const media = await readGraph(call, 'me/media', { shape: MediaIds, fields: 'id', limit: 1 });
  const [first] = media.data;
  const trials: Trial[] = [
    {
      scope: 'instagram_business_content_publish',
      path: `${call.externalId}/content_publishing_limit`,
      fields: 'quota_usage',
    },
    {
      scope: 'instagram_business_manage_messages',
      path: 'me/conversations',
      fields: 'id',
      query: { platform: 'instagram' },
    },
    ...(first ? trialsOf(first.id) : []),
  ];
  const granted = await Promise.all(trials.map((trial) => answers(call, trial)));
  return [
    'instagram_business_basic',
    ...trials.filter((_, place) => granted[place]).map(({ scope }) => scope),
  ];
}

const trialsOf = (mediaId: string): Trial[] => [
  { scope: 'instagram_business_manage_comments', path: `${mediaId}/comments`, fields: 'id' },
  {
    scope: 'instagram_business_manage_insights',
    path: `${mediaId}/insights`,
    fields: 'name',
    query: { metric: 'reach' },
  },
];

async function answers(call: AccountCall, { path, ...asked }: Trial): Promise<boolean> {
  try {
    await readGraph(call, path, { ...asked, shape: Anything, limit: 1 });
    return true;
  } catch (error) {
    if (error instanceof NeedsReauthorization || error instanceof Rejected) return false;
    throw error;
  }
}
