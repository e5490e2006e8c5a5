import { addNote, changeNote, removeNote } from '../../commands/inbox/notes.ts';
import { Note, NoteList, NoteParams, WriteNote } from '../../contracts/conversationActions.ts';
import { ConversationParams } from '../../contracts/conversations.ts';
import { notFound } from '../../contracts/refusal.ts';
import { findConversationPlace, findNotes } from '../../db/conversationDetail.ts';
import { created, endpoint, noContent, ok, type Endpoint } from '../endpoint.ts';
import { presentNote } from './presentDetail.ts';

const path = '/api/conversations/{conversation_id}/notes';
const tag = 'Conversations';

async function readNote(conversationId: string, id: string) {
  const [note] = await findNotes(conversationId, id);
  if (!note) throw notFound('note');
  return presentNote(note);
}

const list = endpoint({
  method: 'GET',
  path,
  summary: 'The notes of a conversation, which customers never see',
  tag,
  access: 'viewer',
  params: ConversationParams,
  answers: { 200: NoteList },
  async handle({ params: { conversation_id: id }, project }) {
    if (!(await findConversationPlace(project.id, id))) throw notFound('conversation');
    return ok({ notes: (await findNotes(id)).map(presentNote) });
  },
});

const add = endpoint({
  method: 'POST',
  path,
  summary: 'Write a note that customers never see',
  tag,
  access: 'editor',
  idempotent: true,
  params: ConversationParams,
  body: WriteNote,
  refuses: [409],
  answers: { 201: Note },
  async handle({ params: { conversation_id: conversationId }, body, project, caller }) {
    const id = await addNote(project.id, conversationId, caller.userId, body.content);
    return created(await readNote(conversationId, id));
  },
});

const change = endpoint({
  method: 'PUT',
  path: `${path}/{note_id}`,
  summary: 'Change a note',
  tag,
  access: 'editor',
  params: NoteParams,
  body: WriteNote,
  answers: { 200: Note },
  async handle({ params: { conversation_id: conversationId, note_id: id }, body, project }) {
    await changeNote(project.id, conversationId, id, body.content);
    return ok(await readNote(conversationId, id));
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${path}/{note_id}`,
  summary: 'Delete a note',
  tag,
  access: 'editor',
  params: NoteParams,
  answers: { 204: null },
  async handle({ params: { conversation_id: conversationId, note_id: id }, project }) {
    await removeNote(project.id, conversationId, id);
    return noContent();
  },
});

/** Notes of the shop's people about a conversation. */
export const notes: Endpoint[] = [list, add, change, remove];
