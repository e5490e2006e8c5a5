import { addMessageFile } from '../../commands/inbox/messageFiles.ts';
import { AttachFileFields, AttachedFile, attachedFileLimit } from '../../contracts/conversationActions.ts';
import { ConversationParams } from '../../contracts/conversations.ts';
import { invalidField, notFound } from '../../contracts/refusal.ts';
import { findConversationPlace } from '../../db/conversationDetail.ts';
import { newUploadKey, typeOfExtension, type Extension } from '../../media/keys.ts';
import { signMediaLink } from '../../media/mediaLinks.ts';
import { FileNotTaken, prepareMessageFile, type MessageFile } from '../../media/messageFile.ts';
import { NotAnImage } from '../../media/notAnImage.ts';
import { created, endpoint, type Endpoint } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import { InvalidRequest } from '../validation.ts';
import { termsOf, type ChannelTerms } from './composeMessage.ts';

const attach = endpoint({
  method: 'POST',
  path: '/api/conversations/{conversation_id}/files',
  summary:
    'Bring a file for a message, as a form with `file`: what the channel takes is in `files` of the conversation. A picture ' +
    'is drawn anew, without what the file tells beside it (place, camera). POST …/messages sends it by its `file_id`, within a day',
  tag: 'Conversations',
  access: 'editor',
  idempotent: true,
  params: ConversationParams,
  body: AttachFileFields,
  file: 'file',
  bodyLimit: attachedFileLimit,
  answers: { 201: AttachedFile },
  async gather({ params, project, body, file, services, locale }) {
    const conversation = await findConversationPlace(project.id, params.conversation_id);
    if (!conversation) throw notFound('conversation');
    const { kind, bytes, extension } = await prepare(file, termsOf(services, conversation.channel), locale);
    const key = newUploadKey(bytes, extension);
    await services.storage.put(key, bytes);
    const name = nameOf(body.name, kind, extension);
    return { kind, key, mediaType: typeOfExtension(extension), name, size: bytes.length };
  },
  async handle({ params: { conversation_id: conversationId }, gathered, caller, services }) {
    const { kind, key, mediaType, name, size } = gathered;
    const id = await addMessageFile({ ...gathered, conversationId, userId: caller.userId });
    const { JWT_SECRET: secret = '', PUBLIC_URL: publicUrl } = services.config;
    const url = signMediaLink(secret, publicUrl, key, new Date());
    return created({ id, type: kind, media_type: mediaType, name, size, url });
  },
});

/** @throws {Refusal} 400 at `file` when there is none, or the channel does not take it */
async function prepare(
  file: Buffer | undefined,
  { name: channel, files }: ChannelTerms,
  locale: Locale,
): Promise<MessageFile> {
  if (!file?.length) throw invalidField('file', 'file_required');
  if (files.length === 0) throw new InvalidRequest({ file: [say(locale, 'files_not_taken', { channel })] });
  try {
    return await prepareMessageFile(file, files);
  } catch (error) {
    if (error instanceof NotAnImage) throw invalidField('file', 'not_an_image');
    if (!(error instanceof FileNotTaken)) throw error;
    const types = files.flatMap(({ mediaTypes }) => mediaTypes).join(', ');
    const limit = Math.floor(error.maximumBytes / 1_000_000);
    throw new InvalidRequest({ file: [say(locale, error.code, { channel, types, limit })] });
  }
}

/** What the customer sees it called: as its bringer called it, with the ending of what it is. */
function nameOf(given: string, kind: MessageFile['kind'], extension: Extension): string {
  const stem = given.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  return `${stem || kind}.${extension}`;
}

/** What people of the shop attach to messages. */
export const files: Endpoint[] = [attach];
