import { createHash } from 'node:crypto';
import { postText } from '../../contracts/postText.ts';
import type { PublicationSubject } from '../../db/publications.ts';
import { signMediaLink } from '../../media/mediaLinks.ts';
import { renderFor, type Rendition } from '../../media/rendition.ts';
import type { Storage } from '../../media/storage.ts';
import type { PostContent, PostMedia, PublishRules } from '../../platforms/publishing.ts';

/** A file of the post is not there any more. */
export class MediaGone extends Error {
  override name = 'MediaGone';
  readonly code = 'media_gone';
}

export type RenderedMedia = Rendition;

export interface ContentDependencies {
  storage: Storage;
  linkSecret: string;
  publicUrl: string;
}

export function createContent({ storage, linkSecret, publicUrl }: ContentDependencies) {
  return {
    /** Makes of each medium what the platform takes, and stores it. @throws {MediaGone} */
    render: (subject: PublicationSubject, rules: PublishRules): Promise<RenderedMedia[]> =>
      Promise.all(
        subject.media.map(async ({ kind, fileKey }) => {
          const rendered = await renderFor(storage, { kind, fileKey }, rules.image);
          if (!rendered) throw new MediaGone(`the file ${fileKey} is not there`);
          return rendered;
        }),
      ),

    /** What is sent: text and media as they stand for this account. */
    contentOf(subject: PublicationSubject, rendered: RenderedMedia[]): PostContent {
      const media = rendered.map(({ key, ...medium }, position): PostMedia => ({
        ...medium,
        altText: subject.media[position]?.altText ?? null,
        url: signMediaLink(linkSecret, publicUrl, key, new Date()),
        async bytes() {
          const bytes = await storage.get(key);
          if (!bytes) throw new MediaGone(`the file ${key} is not there`);
          return bytes;
        },
      }));
      return {
        text: postText(subject),
        media,
        placement: subject.placement,
        options: subject.options,
      };
    },
  };
}

export type Content = ReturnType<typeof createContent>;

/** What a call publishes, as a SHA-256: the ledger keeps it, so that anybody can say what was sent. */
export const hashOf = (content: PostContent, rendered: RenderedMedia[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        content.text,
        content.placement,
        content.options,
        content.media.map(({ altText }) => altText),
        rendered.map(({ key }) => key),
      ]),
    )
    .digest('hex');
