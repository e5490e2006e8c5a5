import type { z } from 'zod';
import { addKnowledge, changeKnowledge, removeKnowledge } from '../../commands/assistant/knowledge.ts';
import {
  CreateKnowledge,
  KnowledgeAnswer,
  KnowledgeFound,
  KnowledgePage,
  KnowledgeParams,
  KnowledgeQuery,
  KnowledgeSearchQuery,
  UpdateKnowledge,
} from '../../contracts/knowledge.ts';
import { notFound } from '../../contracts/refusal.ts';
import { findDocument, findKnowledge, searchKnowledge, type KnowledgeRow } from '../../db/knowledge.ts';
import { created, endpoint, noContent, ok, type Endpoint } from '../endpoint.ts';
import { pagedBody, pageOf } from '../paging.ts';

const path = '/api/assistant/knowledge';
const tag = 'Assistant';
const mostFound = 50;

const list = endpoint({
  method: 'GET',
  path,
  summary: 'What the assistant knows of the shop, what was changed last first',
  tag,
  access: 'viewer',
  query: KnowledgeQuery,
  answers: { 200: KnowledgePage },
  async handle({ query, project, services }) {
    const page = pageOf(query);
    const { count, documents } = await findKnowledge(project.id, { kind: query.kind ?? null, ...page });
    const results = documents.map(present);
    const { PUBLIC_URL: publicUrl } = services.config;
    return ok(pagedBody({ publicUrl, path, query, page, total: count, results }));
  },
});

const search = endpoint({
  method: 'GET',
  path: `${path}/search`,
  summary: 'What the assistant would find for a question, in French or English',
  tag,
  access: 'viewer',
  query: KnowledgeSearchQuery,
  answers: { 200: KnowledgeFound },
  async handle({ query, project }) {
    const found = await searchKnowledge(project.id, query.q, Math.min(query.limit, mostFound));
    return ok({ results: found.map((each) => ({ ...present(each), rank: each.rank })) });
  },
});

const create = endpoint({
  method: 'POST',
  path,
  summary: 'Tell the assistant something: a short document, or a question with its answer',
  tag,
  access: 'editor',
  idempotent: true,
  body: CreateKnowledge,
  answers: { 201: KnowledgeAnswer },
  refuses: [409],
  async handle({ body, project }) {
    return created(await read(project.id, await addKnowledge(project.id, body)));
  },
});

const detail = endpoint({
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'Something that the assistant knows',
  tag,
  access: 'viewer',
  params: KnowledgeParams,
  answers: { 200: KnowledgeAnswer },
  async handle({ params, project }) {
    return ok(await read(project.id, params.id));
  },
});

const change = endpoint({
  method: 'PUT',
  path: `${path}/{id}`,
  summary: 'Change something that the assistant knows; what is left out stays as it is',
  tag,
  access: 'editor',
  params: KnowledgeParams,
  body: UpdateKnowledge,
  answers: { 200: KnowledgeAnswer },
  async handle({ params, body, project }) {
    await changeKnowledge(project.id, params.id, body);
    return ok(await read(project.id, params.id));
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${path}/{id}`,
  summary: 'Have the assistant forget something',
  tag,
  access: 'editor',
  params: KnowledgeParams,
  answers: { 204: null },
  async handle({ params, project }) {
    await removeKnowledge(project.id, params.id);
    return noContent();
  },
});

async function read(projectId: string, id: string): Promise<z.input<typeof KnowledgeAnswer>> {
  const found = await findDocument(projectId, id);
  if (!found) throw notFound('knowledge');
  return present(found);
}

const present = (found: KnowledgeRow): z.input<typeof KnowledgeAnswer> => ({
  id: found.id,
  kind: found.kind,
  title: found.title,
  content: found.content,
  locale: found.locale,
  created_at: found.createdAt.toISOString(),
  updated_at: found.updatedAt.toISOString(),
});

/** What a shop tells its assistant. */
export const knowledge: Endpoint[] = [list, search, create, detail, change, remove];
