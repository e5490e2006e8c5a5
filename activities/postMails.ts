import { takeNotice, type NoticedTarget } from '../commands/posts/noticeOwner.ts';
import type { Mail } from '../db/models/mail.ts';
import type { RenderedMail } from '../mail/templates/layout.ts';
import { postNotice, type PostTrouble } from '../mail/templates/postNotice.ts';
import { missingAt } from '../platforms/permissions.ts';
import { permissionWords } from '../platforms/permissionWords.ts';
import type { Registry } from '../platforms/registry.ts';
import type { PageLink } from './pageLink.ts';

interface PostMailDependencies {
  platforms: Registry;
  pageLink: PageLink;
  /** The link under which a verdict on a publication is given. */
  verdictLink: (page: string, publicationId: string) => string;
}

/** What the notice about a post says when it is sent; null when nothing of it needs its owner any more. */
export const createPostMails = ({ platforms, pageLink, verdictLink }: PostMailDependencies) => ({
  async composePostNotice({ id, projectId, locale }: Mail): Promise<RenderedMail | null> {
    const post = await takeNotice(id);
    if (!post) return null;
    const missingOf = ({ platform: id, scopes, problemCode, accountReason }: NoticedTarget) => {
      if (![problemCode, accountReason].includes('permission_missing')) return null;
      const platform = platforms.find(id)?.platform;
      return platform ? permissionWords(platform, missingAt(platform, scopes, 'publish'))[locale] : '';
    };
    const targets = post.targets.map((target) => ({
      platformName: platforms.find(target.platform)?.platform.name ?? target.platform,
      username: target.username,
      trouble: troubleOf(target),
      code: target.problemCode,
      answer: target.problemAnswer,
      missing: missingOf(target),
      mayBeThere: target.mayBeThere,
      againAt: target.resumeAt,
      links: {
        found: verdictLink('post-found', target.id),
        again: verdictLink('post-again', target.id),
        giveUp: verdictLink('post-given-up', target.id),
        reconnect: pageLink('accounts', projectId),
        post: target.postUrl,
      },
    }));
    return postNotice({ locale, ...post, targets, link: pageLink(`posts/${post.postId}`, projectId) });
  },
});

function troubleOf({ state, commentState, problemCode }: NoticedTarget): PostTrouble {
  switch (state) {
    case 'parked':
      if (problemCode === 'reconnect_to_look') return 'unread';
      return problemCode === 'late' ? 'late' : 'unclear';
    case 'rejected':
      return 'refused';
    case 'published':
      return commentState === 'failed' ? 'commentFailed' : 'commentUnclear';
    case 'planned':
    case 'prepared':
      return problemCode === 'held' ? 'held' : 'quota';
    case 'skipped':
    case 'waiting':
      return state;
  }
}
