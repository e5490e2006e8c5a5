import { createApiKey } from '../../commands/projects/createApiKey.ts';
import { revokeApiKey } from '../../commands/projects/revokeApiKey.ts';
import { PageQuery } from '../../contracts/common.ts';
import {
  ApiKeyAnswer,
  ApiKeyParams,
  CreateApiKeyRequest,
  NewApiKey,
  ProjectParams,
} from '../../contracts/projects.ts';
import { ApiKey } from '../../db/models/apiKey.ts';
import { created, endpoint, noContent } from '../endpoint.ts';
import { pagedArray, pageOf } from '../paging.ts';
import { presentApiKey } from './presentProject.ts';

const path = '/api/v1/projects/{project_id}/api-keys';
const tag = 'API keys';

export const createKey = endpoint({
  method: 'POST',
  path,
  summary: 'Make an API key of the project: the key is shown this once',
  tag,
  access: 'owner',
  idempotent: 'secret',
  params: ProjectParams,
  body: CreateApiKeyRequest,
  answers: { 201: NewApiKey },
  async handle({ body, caller, project }) {
    const { apiKey, key } = await createApiKey({ ...body, projectId: project.id, createdBy: caller.userId });
    return created({ ...presentApiKey(apiKey), key });
  },
});

export const listKeys = endpoint({
  method: 'GET',
  path,
  summary: "The project's API keys, the newest first",
  tag,
  access: 'owner',
  params: ProjectParams,
  query: PageQuery,
  answers: { 200: ApiKeyAnswer.array() },
  async handle({ query, project, services }) {
    const page = pageOf(query, { defaultSize: 100 });
    const { rows, count } = await ApiKey.findAndCountAll({
      where: { projectId: project.id, revokedAt: null },
      order: [
        ['createdAt', 'DESC'],
        ['id', 'ASC'],
      ],
      limit: page.limit,
      offset: page.offset,
    });
    return pagedArray({
      publicUrl: services.config.PUBLIC_URL,
      path: path.replace('{project_id}', project.id),
      query,
      page,
      total: count,
      results: rows.map(presentApiKey),
    });
  },
});

export const revokeKey = endpoint({
  method: 'DELETE',
  path: `${path}/{key_id}`,
  summary: 'Revoke an API key',
  tag,
  access: 'owner',
  params: ApiKeyParams,
  answers: { 204: null },
  async handle({ params, project }) {
    await revokeApiKey(project.id, params.key_id);
    return noContent();
  },
});
