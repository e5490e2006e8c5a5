import { log } from '@temporalio/activity';
import { record } from '../../commands/ledger/record.ts';
import type { PublicationSubject } from '../../db/publications.ts';
import type { Vault } from '../../db/vault.ts';
import { NotAnImage } from '../../media/notAnImage.ts';
import { NeedsReauthorization, RateLimited, Rejected, whyOf } from '../../platforms/errors.ts';
import { whenTokenRefused, type Accounts } from './account.ts';
import type { PublishingAccount } from './commitOnce.ts';
import { MediaGone, type Content, type RenderedMedia } from './content.ts';
import { backoffMs, postponement } from './postponement.ts';
import { seal } from './prepared.ts';

export interface PreparingDependencies {
  accounts: Accounts;
  content: Content;
  vault: Vault;
}

/**
 * Does beforehand what nobody sees yet: uploads, containers, drafts. A platform's failure is a step of the ledger, no
 * error: what passes is tried again, as long as the post's late policy allows.
 */
export function createPreparing({ accounts, content, vault }: PreparingDependencies) {
  return async function prepare(subject: PublicationSubject): Promise<void> {
    const { id: publicationId } = subject;
    if (subject.state === 'prepared') {
      // Another attempt has done it; or it was made long ago, and serves no more.
      if (subject.handleServes) return;
      await record({ publicationId, event: 'spoiled', from: ['prepared'], code: 'handle_expired' });
    }
    if (!(await record({ publicationId, event: 'prepare' }))) return;
    let account: PublishingAccount | null = null;
    try {
      account = await accounts.open(subject);
      const { publish } = account.platform;
      const media = await content.render(subject, publish.rules);
      const { handle, usableForMs, reference } = await publish.prepare(
        account.call,
        content.contentOf(subject, media),
      );
      await record({
        publicationId,
        event: 'prepared',
        from: ['preparing'],
        detail: changesOf(media),
        written: {
          ...(reference !== undefined && { reference }),
          handle: {
            sealed: seal(vault, publicationId, { handle, media }),
            usableForMs,
            version: subject.contentVersion,
          },
        },
      });
    } catch (error) {
      await recordFailure(subject, account, error);
    }
  };

  async function recordFailure(
    subject: PublicationSubject,
    account: PublishingAccount | null,
    error: unknown,
  ): Promise<void> {
    const { id: publicationId, attempts } = subject;
    const why = whyOf(error);
    if (error instanceof Rejected || error instanceof MediaGone || error instanceof NotAnImage) {
      await record({
        publicationId,
        event: 'refused',
        from: ['preparing'],
        code: error instanceof NotAnImage ? 'media_unusable' : error.code,
        ...why,
      });
    } else if (error instanceof NeedsReauthorization) {
      const again = await accounts.canReplace(subject, account, error);
      await record({
        publicationId,
        from: ['preparing'],
        ...(again ? { event: 'postponed', code: 'token_refused' } : whenTokenRefused(subject)),
        ...why,
        written: { attempts: attempts + 1, ...(again && { resumeInMs: backoffMs(attempts) }) },
      });
    } else {
      if (!(error instanceof RateLimited)) log.warn('a post could not be prepared', { publicationId, error });
      await record({ publicationId, from: ['preparing'], ...(await postponement(subject, error)) });
    }
  }
}

/** What was done to the pictures, for the timeline; empty when nothing was. */
const changesOf = (media: RenderedMedia[]): string =>
  media
    .flatMap(({ changes, mediaType, width, height }, place) => {
      const done = Object.entries(changes ?? {}).flatMap(([change, isDone]) => (isDone ? [change] : []));
      return done.length > 0
        ? [`picture ${place + 1}: ${done.join(', ')} (${mediaType}, ${width} × ${height})`]
        : [];
    })
    .join('; ');
