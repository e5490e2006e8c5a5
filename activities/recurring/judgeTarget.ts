import type { JudgeTarget } from '../../commands/recurring/makePosts.ts';
import { judgePost } from '../../platforms/judgePost.ts';
import type { Registry } from '../../platforms/registry.ts';

/** Judges what a plan's post would be at a platform, by the platform's own rules: its first fault, if any. */
export const judgeTarget =
  (platforms: Registry): JudgeTarget =>
  ({ platform: id, text, options }) => {
    const platform = platforms.find(id)?.platform;
    if (!platform?.publish)
      return {
        name: platform?.name ?? id,
        fault: { code: 'platform_cannot_publish', parameters: { platform: id, platforms: '–' } },
        options: {},
      };
    const { name, publish } = platform;
    const taken = Object.fromEntries(
      Object.entries(options).filter(([option]) => Object.hasOwn(publish.rules.options, option)),
    );
    const [fault = null] = judgePost(platform, publish.rules, {
      ...{ text, options: taken, placement: 'feed', media: ['image'], firstComment: null },
    });
    return { name, fault, options: taken };
  };
