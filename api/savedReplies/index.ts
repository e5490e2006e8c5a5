import type { z } from 'zod';
import { addSavedReply, changeSavedReply, removeSavedReply } from '../../commands/inbox/savedReplies.ts';
import { notFound } from '../../contracts/refusal.ts';
import {
  CreateSavedReply,
  SavedReply,
  SavedReplyList,
  SavedReplyParams,
  SavedReplyQuery,
  UpdateSavedReply,
} from '../../contracts/savedReplies.ts';
import { findSavedReplies, findSavedReply, type SavedReplyRow } from '../../db/savedReplies.ts';
import { created, endpoint, noContent, ok, type Endpoint } from '../endpoint.ts';

const path = '/api/saved-replies';
const tag = 'Conversations';

const present = (reply: SavedReplyRow): z.infer<typeof SavedReply> => ({
  id: reply.id,
  title: reply.title,
  content: reply.content,
  created_at: reply.createdAt.toISOString(),
  updated_at: reply.updatedAt.toISOString(),
});

async function read(projectId: string, id: string) {
  const reply = await findSavedReply(projectId, id);
  if (!reply) throw notFound('saved reply');
  return present(reply);
}

const list = endpoint({
  method: 'GET',
  path,
  summary: 'Texts that the people of the shop answer with',
  tag,
  access: 'viewer',
  query: SavedReplyQuery,
  answers: { 200: SavedReplyList },
  async handle({ query: { search }, project }) {
    return ok({ saved_replies: (await findSavedReplies(project.id, search)).map(present) });
  },
});

const create = endpoint({
  method: 'POST',
  path,
  summary: 'Keep a text to answer with',
  tag,
  access: 'editor',
  idempotent: true,
  body: CreateSavedReply,
  refuses: [409],
  answers: { 201: SavedReply },
  async handle({ body, project }) {
    return created(await read(project.id, await addSavedReply(project.id, body)));
  },
});

const update = endpoint({
  method: 'PUT',
  path: `${path}/{reply_id}`,
  summary: 'Change a saved reply; what is left out stays as it is',
  tag,
  access: 'editor',
  params: SavedReplyParams,
  body: UpdateSavedReply,
  answers: { 200: SavedReply },
  async handle({ params: { reply_id: id }, body, project }) {
    await changeSavedReply(project.id, id, body);
    return ok(await read(project.id, id));
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${path}/{reply_id}`,
  summary: 'Delete a saved reply',
  tag,
  access: 'editor',
  params: SavedReplyParams,
  answers: { 204: null },
  async handle({ params: { reply_id: id }, project }) {
    await removeSavedReply(project.id, id);
    return noContent();
  },
});

/** Saved replies: texts that a shop answers with again and again. */
export const savedReplies: Endpoint[] = [list, create, update, remove];
