import { z } from 'zod';
import { jsonBody } from '../social/jsonBody.ts';
import type { Call } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { DataApiRefused, wrongVideo } from './refusal.ts';

const NewVideo = z.object({
  snippet: z
    .object({
      title: z.string().default(''),
      description: z.string().default(''),
      tags: z.array(z.string()).default([]),
      categoryId: z.string().default('22'),
    })
    .default({ title: '', description: '', tags: [], categoryId: '22' }),
  status: z
    .object({
      privacyStatus: z.string().default('public'),
      selfDeclaredMadeForKids: z.boolean().default(false),
    })
    .default({ privacyStatus: 'public', selfDeclaredMadeForKids: false }),
});

/** What is kept of a video beside its title and file. */
export interface VideoMetadata extends Record<string, unknown> {
  title: string;
  description: string;
  tags: string[];
  categoryId: string;
  privacyStatus: string;
  madeForKids: boolean;
}

/** Those that anybody may choose: developers.google.com/youtube/v3/docs/videoCategories/list */
const categories = ['1', '2', '10', '15', '17', '19', '20', '22', '23', '24', '25', '26', '27', '28', '29'];
/** A tag with a space counts with the quotation marks that it is written in, and each with its comma. */
const lengthOfTags = (tags: string[]) =>
  tags.map((tag) => (tag.includes(' ') ? `"${tag}"` : tag)).join(',').length;

/** developers.google.com/youtube/v3/docs/videos: the limits of each property; #insert: the errors. */
const rules: {
  reason: string;
  location: string;
  message: string;
  broken: (video: VideoMetadata) => boolean;
}[] = [
  {
    ...{ reason: 'invalidTitle', location: 'body.snippet.title' },
    message: 'The request metadata specifies an invalid or empty video title.',
    broken: ({ title }) => !title || [...title].length > 100 || /[<>]/.test(title),
  },
  {
    ...{ reason: 'invalidDescription', location: 'body.snippet.description' },
    message: 'The request metadata specifies an invalid video description.',
    broken: ({ description }) => Buffer.byteLength(description) > 5000 || /[<>]/.test(description),
  },
  {
    ...{ reason: 'invalidTags', location: 'body.snippet.tags' },
    message: 'The request metadata specifies invalid video keywords.',
    broken: ({ tags }) => lengthOfTags(tags) > 500 || tags.some((tag) => !tag.trim() || /[<>]/.test(tag)),
  },
  {
    ...{ reason: 'invalidCategoryId', location: 'body.snippet.categoryId' },
    message: 'The <code>snippet.categoryId</code> property specifies an invalid category ID.',
    broken: ({ categoryId }) => !categories.includes(categoryId),
  },
  {
    ...{ reason: 'invalidVideoMetadata', location: 'body.status.privacyStatus' },
    message: 'The request metadata is invalid.',
    broken: ({ privacyStatus }) => !['public', 'unlisted', 'private'].includes(privacyStatus),
  },
];

/** What an upload says of its video; `parts` are those that it says it would set. @throws {Refused} */
export function readVideo(call: Call, parts: string[]): VideoMetadata {
  const given = jsonBody(call);
  const video = NewVideo.safeParse(given);
  if (!video.success) throw new Refused('invalid_parameter', z.prettifyError(video.error));
  const unexpected = Object.keys(given as object).find((part) => !parts.includes(part));
  if (unexpected !== undefined) {
    throw new DataApiRefused({
      ...{ code: 400, reason: 'unexpectedPart', domain: 'youtube.part', location: 'part' },
      message: unexpected,
    });
  }
  const { snippet, status } = video.data;
  const metadata = {
    ...{ ...snippet, title: snippet.title.trim() },
    ...{ privacyStatus: status.privacyStatus, madeForKids: status.selfDeclaredMadeForKids },
  };
  const rule = rules.find(({ broken }) => broken(metadata));
  if (rule) throw wrongVideo(rule.reason, rule.location, rule.message);
  return metadata;
}
