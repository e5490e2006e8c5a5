import type { Language } from '../contracts/languages.ts';
import { row, rows } from './query.ts';

/** Something that a shop told its assistant. */
export interface KnowledgeRow {
  id: string;
  kind: 'document' | 'question';
  /** A document's title, or the question. */
  title: string;
  content: string;
  locale: Language | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `id, kind, title, content, locale, created_at as "createdAt", updated_at as "updatedAt"`;

/**
 * Any word of a text, in French and in English, without accents. Words that are in every text are none. Joined anew as
 * plain words, so that nothing in the text is taken for a search's own signs.
 */
const anyWordOf = (parameter: string) => `(
  select coalesce(string_agg(quote_literal(lexeme), ' | '), '')::tsquery
  from (select plain_text(replace(${parameter}, '\\', ' ')) as plain) given,
    unnest(to_tsvector('french', plain) || to_tsvector('english', plain)))`;

/**
 * What a project's assistant may answer a text from: what fits it best first, then the latest, each that still has room
 * in `maximumCharacters`. A shop that knows little knows all of it at once, in whatever language it is asked.
 */
export async function findSources(projectId: string, text: string, maximumCharacters: number) {
  const ranked = await rows<{ id: string; characters: number }>(
    `select k.id, length(k.title) + length(k.content) as characters
     from knowledge_documents k, (select ${anyWordOf('$2')} as words) asked
     where k.project_id = $1 order by ts_rank_cd(k.search, asked.words, 1) desc, k.updated_at desc, k.id limit 100`,
    [projectId, text],
  );
  let room = maximumCharacters;
  const taken = ranked.filter(({ characters }) => {
    if (characters > room) return false;
    room -= characters;
    return true;
  });
  return rows<Pick<KnowledgeRow, 'id' | 'title' | 'content'>>(
    `select id, title, content from unnest($1::uuid[]) with ordinality as taken(id, place)
     join knowledge_documents using (id) order by place`,
    [taken.map(({ id }) => id)],
  );
}

/** What of a project's knowledge fits a text, best first. */
export const searchKnowledge = (projectId: string, text: string, limit: number) =>
  rows<KnowledgeRow & { rank: number }>(
    `select ${columns}, ts_rank_cd(search, asked.words, 1) as rank
     from knowledge_documents, (select ${anyWordOf('$2')} as words) asked
     where project_id = $1 and search @@ asked.words
     order by rank desc, updated_at desc, id limit $3`,
    [projectId, text, limit],
  );

interface KnowledgeFilter {
  kind: KnowledgeRow['kind'] | null;
  limit: number;
  offset: number;
}

/** A page of a project's knowledge, what was changed last first, and how much there is in all. */
export async function findKnowledge(projectId: string, { kind, limit, offset }: KnowledgeFilter) {
  const chosen = `from knowledge_documents where project_id = $1 and ($2::text is null or kind = $2)`;
  const counted = await row<{ count: number }>(`select count(*)::int as count ${chosen}`, [projectId, kind]);
  const documents = await rows<KnowledgeRow>(
    `select ${columns} ${chosen} order by updated_at desc, id limit $3 offset $4`,
    [projectId, kind, limit, offset],
  );
  return { count: counted?.count ?? 0, documents };
}

/** One of a project's documents; undefined when it has none of this id. */
export const findDocument = (projectId: string, id: string) =>
  row<KnowledgeRow>(`select ${columns} from knowledge_documents where project_id = $1 and id = $2`, [
    projectId,
    id,
  ]);
