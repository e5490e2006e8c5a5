import { callerOf } from '../social/bearer.ts';
import { newSecret } from '../social/grants.ts';
import type { AccountCall, Call, Endpoint } from '../social/platform.ts';
import {
  listPublications,
  newestPublications,
  publish,
  type Publication,
} from '../social/publishing/publications.ts';
import { storedAsset } from './mediaAssets.ts';
import { FormRefused } from './refusal.ts';
import { fullNameOf, pathOf, type SubmissionDetails } from './submissions.ts';
import { readSubreddit } from './subreddits.ts';

const [longestTitle, longestText] = [300, 40_000];
/** How long the sandbox works on a picture until its post is there. */
const processingMs = 1000;

interface Submission {
  kind: 'self' | 'link' | 'image';
  title: string;
  selftext: string;
  url: string;
}

/** www.reddit.com/dev/api#POST_api_submit */
export const submit: Endpoint = {
  method: 'POST',
  path: '/oauth/api/submit',
  scopes: ['submit'],
  attempt(call) {
    const submission = readSubmission(call);
    const account = callerOf(call);
    const { url } = submission;
    const media = submission.kind === 'image' ? [storedAsset(call, url, account) ?? url] : [];
    return { account, name: 'submit', text: textOf(submission), media };
  },
  handle(call) {
    const { ctx, form, account, origin } = call;
    const submission = readSubmission(call);
    const subreddit = readSubreddit(form.get('sr') ?? '', submission.kind, account);
    const media = checkSubmission(call, submission, subreddit);
    checkPace(call);
    const post = submitTo(call, subreddit, submission, media);
    const data =
      submission.kind === 'image'
        ? // Seen in its answers: the id of a picture's post is told by a websocket alone, which is not stood in for.
          {
            user_submitted_page: `${origin}/reddit/www/user/${account.handle}/submitted/`,
            websocket_url: `wss://${ctx.host}/reddit/ws/rte_images/${newSecret('', 9)}?m=${newSecret()}`,
          }
        : {
            url: `${origin}/reddit/www${pathOf(post.id, post.details as SubmissionDetails)}`,
            drafts_count: 0,
            id: post.id.slice(3),
            name: post.id,
          };
    // Without api_type the answer is a script for the old site.
    ctx.body =
      form.get('api_type') === 'json' ? { json: { errors: [], data } } : { jquery: [], success: true };
  },
};

/** @throws {FormRefused} when there is nothing that could be submitted. */
function readSubmission({ form }: Call): Submission {
  const [kind, title] = [form.get('kind') ?? 'link', (form.get('title') ?? '').trim()];
  if (kind !== 'self' && kind !== 'link' && kind !== 'image') {
    throw new FormRefused(['INVALID_OPTION', 'that option is not valid', 'kind']);
  }
  return { kind, title, selftext: (form.get('text') ?? '').trim(), url: (form.get('url') ?? '').trim() };
}

/** What the post says: the text below its title, or that alone. */
const textOf = ({ title, selftext }: Submission): string => selftext || title;

/** Returns the SHA-256 sums of its media. @throws {FormRefused} */
function checkSubmission(
  call: AccountCall,
  { kind, title, selftext, url }: Submission,
  subreddit: string,
): string[] {
  if (!title) throw new FormRefused(['NO_TEXT', 'we need something here', 'title']);
  if ([...title].length > longestTitle) {
    throw new FormRefused(['TOO_LONG', `this is too long (max: ${longestTitle})`, 'title']);
  }
  if ([...selftext].length > longestText) {
    throw new FormRefused(['TOO_LONG', `this is too long (max: ${longestText})`, 'text']);
  }
  if (kind === 'self') return [];
  if (!url) throw new FormRefused(['NO_URL', 'a url is required', 'url']);
  const badUrl = new FormRefused(['BAD_URL', 'you should check that url', 'url']);
  if (kind === 'image') {
    const sha256 = storedAsset(call, url, call.account.id);
    if (sha256 === null) throw badUrl;
    return [sha256];
  }
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw badUrl;
  if (call.form.get('resubmit') === 'true') return [];
  const all = listPublications(call.store, { platform: call.platform.name, account: '', since: 0 });
  if (all.some(({ details }) => details.link === url && details.subreddit === subreddit)) {
    throw new FormRefused(['ALREADY_SUB', 'that link has already been submitted', 'url']);
  }
  return [];
}

/** New accounts must wait between submissions: here those with `minutesBetweenPosts`. @throws {FormRefused} */
function checkPace({ store, platform, account, now }: AccountCall): void {
  const gapMs = Number(account.details.minutesBetweenPosts ?? 0) * 60_000;
  const reader = { platform: platform.name, account: account.id, now: now + processingMs };
  const last = newestPublications(store, reader, 1)[0]?.publishedAt ?? -Infinity;
  const left = (last + gapMs - now) / 1000;
  if (left <= 0) return;
  const wait = left < 60 ? `${Math.ceil(left)} seconds` : `${Math.ceil(left / 60)} minutes`;
  const message = `Looks like you've been doing that a lot. Take a break for ${wait} before trying again.`;
  throw new FormRefused(['RATELIMIT', message, 'ratelimit'], left);
}

function submitTo(
  call: AccountCall,
  subreddit: string,
  submission: Submission,
  media: string[],
): Publication {
  const { kind, title, selftext, url } = submission;
  const text = textOf(submission);
  const details: SubmissionDetails = {
    ...{ subreddit, kind, selftext, title },
    ...(kind === 'link' && { link: url }),
  };
  return publish(
    call,
    {
      ...{ account: call.account, text, media, listed: true, details },
      kind: kind === 'image' ? 'image' : 'text',
      processingMs: kind === 'image' ? processingMs : 0,
    },
    fullNameOf,
  );
}
