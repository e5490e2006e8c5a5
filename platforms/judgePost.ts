import type { Platform } from './platform.ts';
import type { PublishRules } from './publishing.ts';

/** What one platform would be given. */
export interface JudgedPost {
  /** Caption and hashtags, as they would stand there. */
  text: string;
  media: ('image' | 'video')[];
  placement: 'feed' | 'story';
  firstComment: string | null;
  /** Of the media, in their order. */
  altTexts?: (string | null)[];
  options: Record<string, string>;
}

/** What a platform does not take. What a person reads stands in api/messages/. */
export interface PostFault {
  /** Of the request: caption, hashtags, media, placement, first_comment, alt_texts.<place>, options or options.<name>. */
  field: string;
  code: string;
  parameters: Record<string, string | number>;
}

/** How many hashtags a text has. */
export const countHashtags = (text: string): number => text.match(/#[\p{L}\p{N}_]+/gu)?.length ?? 0;

/** Everything that keeps a post from being published at a platform, by the platform's own rules. */
export function judgePost(
  { name }: Pick<Platform, 'name'>,
  rules: PublishRules,
  post: JudgedPost,
): PostFault[] {
  const fault = (field: string, code: string, parameters: PostFault['parameters'] = {}): PostFault => ({
    field,
    code,
    parameters: { platform: name, ...parameters },
  });
  return [
    ...judgeText(rules, post, fault),
    ...judgeMedia(rules, post, fault),
    ...judgeOptions(rules, post, fault),
    ...(rules.placements.includes(post.placement) ? [] : [fault('placement', 'placement_not_taken')]),
    ...judgeComment(rules, post, fault),
    ...judgeAltTexts(rules, post, fault),
  ];
}

type Fault = (field: string, code: string, parameters?: PostFault['parameters']) => PostFault;

function judgeText({ text: rules }: PublishRules, { text, media }: JudgedPost, fault: Fault): PostFault[] {
  const count = rules.count(text);
  const hashtags = countHashtags(text);
  return [
    ...(count > rules.maximum ? [fault('caption', 'text_over_limit', { count, limit: rules.maximum })] : []),
    ...(rules.hashtags !== null && hashtags > rules.hashtags
      ? [fault('hashtags', 'too_many_hashtags', { count: hashtags, limit: rules.hashtags })]
      : []),
    ...(text === '' && media.length === 0 ? [fault('caption', 'post_empty')] : []),
  ];
}

function judgeComment(
  { firstComment: rules }: PublishRules,
  { firstComment }: JudgedPost,
  fault: Fault,
): PostFault[] {
  if (firstComment === null) return [];
  if (!rules) return [fault('first_comment', 'first_comment_not_taken')];
  const count = rules.count(firstComment);
  return count > rules.maximum
    ? [fault('first_comment', 'first_comment_over_limit', { count, limit: rules.maximum })]
    : [];
}

/** Those of pictures: nothing else has one. */
const judgeAltTexts = (
  { altText: rules }: PublishRules,
  { altTexts = [] }: JudgedPost,
  fault: Fault,
): PostFault[] =>
  altTexts.flatMap((text, place) =>
    rules && text !== null && text.length > rules.maximum
      ? [fault(`alt_texts.${place}`, 'alt_text_over_limit', { count: text.length, limit: rules.maximum })]
      : [],
  );

/** What people call media; the words of other languages stand in api/messages/. */
const one = { image: 'a picture', video: 'a video' };
const several = { image: 'pictures', video: 'videos' };

function judgeMedia({ media: rules }: PublishRules, { media, text }: JudgedPost, fault: Fault): PostFault[] {
  const words = (names: typeof several) => rules.kinds.map((kind) => names[kind]).join(' or ');
  const refused = media.find((kind) => !rules.kinds.includes(kind));
  if (refused)
    return [fault('media', 'media_kind_not_taken', { kind: several[refused], taken: words(several) })];
  if (media.length < rules.minimum && (text !== '' || media.length > 0))
    return [fault('media', 'media_needed', { needed: words(one) })];
  if (media.length > rules.maximum)
    return [fault('media', 'media_over_limit', { count: media.length, limit: rules.maximum })];
  return [];
}

function judgeOptions({ options: rules }: PublishRules, { options }: JudgedPost, fault: Fault): PostFault[] {
  const faults: PostFault[] = [];
  for (const [option, { required, maximum, default: otherwise }] of Object.entries(rules)) {
    const given = options[option] ?? otherwise ?? '';
    if (required && given === '') faults.push(fault(`options.${option}`, 'option_needed', { option }));
    const count = [...given].length;
    if (count > maximum)
      faults.push(fault(`options.${option}`, 'option_over_limit', { option, count, limit: maximum }));
  }
  for (const option of Object.keys(options)) {
    if (!Object.hasOwn(rules, option)) {
      const taken = Object.keys(rules).join(', ') || '–';
      faults.push(fault(`options.${option}`, 'option_not_taken', { option, taken }));
    }
  }
  return faults;
}
