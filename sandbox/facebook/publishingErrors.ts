import { GraphRefused } from '../graph/refusal.ts';

/** What publishing is refused with: https://developers.facebook.com/docs/graph-api/guides/error-handling#errorcodes */
const errors = {
  empty: [
    ...[100, 1349125, 'Missing Message Or Attachment'],
    'The post is empty. Please enter a message to share.',
  ],
  tooLong: [100, 1349125, 'Message Too Long', 'The message may have at most 63,206 characters.'],
  alreadyPosted: [100, 1366051, 'Already Posted', 'These photos were already posted.'],
  alreadyPublished: [100, 1366046, 'Already Published', 'This post has been published already.'],
  notScheduled: [100, 1366048, 'Unpublished', 'The sandbox’s pages do not publish by a timer of their own.'],
  wrongImage: [324, 2069019, 'Missing Or Invalid Image File', 'Missing or invalid image file'],
  wrongVideo: [
    352,
    1363024,
    'Unsupported Video Format',
    'The video file is in a format that is not supported.',
  ],
  videoNotFetched: [389, 1363057, 'Unable To Fetch Video', 'Unable to fetch video file from URL.'],
  duplicate: [
    ...[506, 1455006, 'Duplicate Status Update'],
    'Duplicate posts cannot be published consecutively. Change the content of the post and try again.',
  ],
} as const;

/** A refusal of publishing, by name. */
export function refusal(name: keyof typeof errors): GraphRefused {
  const [code, subcode, title, message] = errors[name];
  return new GraphRefused({ code, subcode, title, message });
}
