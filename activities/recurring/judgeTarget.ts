import type { JudgeTarget } from '../../commands/recurring/makePosts.ts';
import { judgePost } from '../../platforms/judgePost.ts';
import { missingFor } from '../../platforms/permissions.ts';
import { permissionWords } from '../../platforms/permissionWords.ts';
import type { Registry } from '../../platforms/registry.ts';

/** Judges what a plan's post would be at a platform, by the platform's own rules: its first fault, if any. */
export const judgeTarget =
  (platforms: Registry): JudgeTarget =>
  ({ platform: id, account, text, options }) => {
    const platform = platforms.find(id)?.platform;
    if (!platform?.publish)
      return {
        name: platform?.name ?? id,
        fault: { code: 'platform_cannot_publish', parameters: { platform: id, platforms: '–' } },
        options: {},
      };
    const { name, publish } = platform;
    const missing = account ? missingFor(platform, 'publish', account.scopes) : [];
    if (account && missing.length > 0) {
      const path = `/api/social-accounts/connect/${id}`;
      const permissions = permissionWords(platform, missing);
      const parameters = { platform: name, account: account.username, path, permissions };
      return { name, fault: { code: 'publishing_not_allowed', parameters }, options: {} };
    }
    const taken = Object.fromEntries(
      Object.entries(options).filter(([option]) => Object.hasOwn(publish.rules.options, option)),
    );
    const [fault = null] = judgePost(platform, publish.rules, {
      ...{ text, options: taken, placement: 'feed', media: ['image'], firstComment: null },
    });
    return { name, fault, options: taken };
  };
