import {
  readDueAttachments,
  settleAttachment,
  type AttachmentOutcome,
  type DueAttachment,
} from '../../db/attachments.ts';
import { fetchAttachment } from '../../media/attachments.ts';
import { NotFetched } from '../../media/downloadPublic.ts';
import { attachmentKey, mediaTypeOf } from '../../media/keys.ts';
import type { Storage } from '../../media/storage.ts';
import { NeedsReauthorization, Rejected, Unavailable } from '../../platforms/errors.ts';
import { beating } from '../beating.ts';
import type { TokenKeeper } from '../tokenKeeper.ts';

export interface AttachmentDependencies {
  tokens: TokenKeeper;
  storage: Storage;
  /** Where files may lie although the address is not public. */
  trustedOrigins: string[];
}

/** What passes: the same address may answer in a minute. */
const passing = ['unreachable', 'too_slow'];

export const createAttachmentActivities = ({ tokens, storage, trustedOrigins }: AttachmentDependencies) => {
  /** Fetches what the platform has under an id, from where it says. */
  const fetchById = (connectionId: string, id: string) =>
    tokens.withFreshToken(connectionId, async ({ platform, call }) => {
      const told = await platform.messages?.media?.(call, id);
      if (!told) throw new Rejected('nothing says where the attachment stands', 'no_address');
      return fetchAttachment(told.url, { trustedOrigins, bearer: told.bearer ? call.accessToken : null });
    });

  /** Fetches one attachment and stores it. @throws {Unavailable} when that may go well later. */
  async function keepOne(messageId: string, connectionId: string, { place, url, id }: DueAttachment) {
    const { bytes, extension } = url
      ? await fetchAttachment(url, { trustedOrigins, bearer: null })
      : await fetchById(connectionId, id ?? '');
    const key = attachmentKey(messageId, place, bytes, extension);
    await storage.put(key, bytes);
    const outcome = { state: 'kept' as const, key, mediaType: mediaTypeOf(key), size: bytes.length };
    if (!(await settleAttachment(messageId, place, outcome))) await storage.remove(key);
  }

  return {
    /**
     * Keeps what is attached to a message, for the platforms' links die. What cannot be had for good is marked so.
     * @throws {Unavailable} {RateLimited} when it may be had later.
     */
    async keepMessageAttachments(messageId: string): Promise<void> {
      const due = await readDueAttachments(messageId);
      if (!due) return;
      await beating(async () => {
        for (const attachment of due.attachments) {
          try {
            await keepOne(messageId, due.connectionId, attachment);
          } catch (error) {
            await settleAttachment(messageId, attachment.place, failureOf(error));
          }
        }
      });
    },

    /** Gives up what could not be fetched in time. */
    async giveUpAttachments(messageId: string): Promise<void> {
      const due = await readDueAttachments(messageId);
      for (const { place } of due?.attachments ?? [])
        await settleAttachment(messageId, place, { state: 'failed', problem: 'unavailable' });
    },
  };
};

/** Why an attachment is not to be had. @throws what may pass. */
function failureOf(error: unknown): AttachmentOutcome {
  if (error instanceof NotFetched) {
    if (passing.includes(error.code)) throw new Unavailable(error.message, 'unknown');
    return { state: 'failed', problem: error.code };
  }
  if (error instanceof Rejected) return { state: 'failed', problem: error.code };
  if (error instanceof NeedsReauthorization) return { state: 'failed', problem: 'needs_reauth' };
  throw error;
}
