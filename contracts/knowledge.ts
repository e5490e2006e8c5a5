import { z } from 'zod';
import { lines } from './assistantSettings.ts';
import { Instant, line, Ordinal, PageQuery, pageOf, Uuid } from './common.ts';
import { languages } from './languages.ts';

/** So much may a project tell its assistant. */
export const knowledgeMaximum = 1_000;

const Kind = z.enum(['document', 'question']).meta({
  description: 'a short document, or a question with its answer',
});

const members = {
  kind: Kind,
  title: line(300)
    .min(1)
    .meta({ description: "the document's title, or the question", example: 'Livraison' }),
  content: lines(8_000).min(1).meta({
    description: 'the document, or the answer',
    example: 'Nous livrons en France en 3 jours ouvrés. La livraison coûte 4,90 €.',
  }),
  locale: z
    .enum(languages)
    .nullable()
    .meta({ description: 'its language; it is found by words of both all the same' }),
};

export const KnowledgeParams = z.object({ id: Uuid });

export const KnowledgeQuery = PageQuery.extend({ kind: Kind.optional() });

export const CreateKnowledge = z
  .strictObject({ ...members, locale: members.locale.default(null) })
  .meta({ id: 'CreateKnowledge' });
export type CreateKnowledge = z.infer<typeof CreateKnowledge>;

export const UpdateKnowledge = z
  .strictObject(members)
  .partial()
  .meta({ id: 'UpdateKnowledge', description: 'What is left out stays as it is.' });
export type UpdateKnowledge = z.infer<typeof UpdateKnowledge>;

export const KnowledgeAnswer = z
  .object({ id: Uuid, ...members, created_at: Instant, updated_at: Instant })
  .meta({ id: 'Knowledge' });

export const KnowledgePage = pageOf(KnowledgeAnswer).meta({ id: 'KnowledgePage' });

export const KnowledgeSearchQuery = z.object({
  q: z.string().trim().min(1).max(500).meta({ description: 'what a customer might ask' }),
  limit: Ordinal.default(10).meta({ description: 'at most 50' }),
});

export const KnowledgeFound = z
  .object({
    results: z.array(KnowledgeAnswer.extend({ rank: z.number() }).meta({ id: 'FoundKnowledge' })),
  })
  .meta({ id: 'KnowledgeFound', description: 'what fits best first' });
