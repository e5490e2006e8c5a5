import { postText } from '../../contracts/postText.ts';
import { countHashtags } from '../../platforms/judgePost.ts';
import type { PublishRules } from '../../platforms/publishing.ts';

interface Beside {
  caption: string;
  /** Those that the post has already. */
  present: string;
  rules: PublishRules['text'][];
  most: number;
}

/** Of the hashtags that a model suggests, the first that are new and that every platform still takes beside the text. */
export function takenHashtags(suggested: string, { caption, present, rules, most }: Beside): string[] {
  const known = new Set(present.toLowerCase().split(/\s+/));
  const taken: string[] = [];
  for (const [hashtag] of suggested.matchAll(/#[\p{L}\p{M}\p{N}_]+/gu)) {
    const text = postText({ caption, hashtags: [present, ...taken, hashtag].filter(Boolean).join(' ') });
    const fits = rules.every(
      (rule) =>
        rule.count(text) <= rule.maximum && (rule.hashtags === null || countHashtags(text) <= rule.hashtags),
    );
    if (taken.length === most || !fits || known.has(hashtag.toLowerCase())) continue;
    known.add(hashtag.toLowerCase());
    taken.push(hashtag);
  }
  return taken;
}
