import { toE164 } from '../../commands/clients/phoneNumber.ts';
import { createClient, updateClient } from '../../commands/clients/saveClient.ts';
import {
  ClientDetail,
  ClientPage,
  ClientParams,
  ClientQuery,
  CreateClient,
  UpdateClient,
} from '../../contracts/clients.ts';
import { notFound } from '../../contracts/refusal.ts';
import { findContactRow, findContacts } from '../../db/contacts.ts';
import { findOrders } from '../../db/orders.ts';
import { created, endpoint, ok, type Endpoint } from '../endpoint.ts';
import { pagedBody, pageOf } from '../paging.ts';
import { botWebhook } from './botWebhook.ts';
import { presentClient, presentClientDetail } from './presentClient.ts';

const path = '/api/clients';
const tag = 'Clients';

const list = endpoint({
  method: 'GET',
  path,
  summary: 'Clients, newest first: everybody who wrote by any channel, or was entered here',
  tag,
  access: 'viewer',
  botKey: true,
  query: ClientQuery,
  answers: { 200: ClientPage },
  async handle({ query, project, services }) {
    const page = pageOf(query);
    // A number that is none is asked for as it stands: nobody has it.
    const phoneNumber = query.phoneNumber && (toE164(query.phoneNumber) ?? query.phoneNumber);
    const { count, contacts } = await findContacts(project.id, { ...query, phoneNumber, ...page });
    const results = contacts.map(presentClient);
    const { PUBLIC_URL: publicUrl } = services.config;
    return ok(pagedBody({ publicUrl, path, query, page, total: count, results }));
  },
});

const create = endpoint({
  method: 'POST',
  path,
  summary: 'Enter a client, by phone number',
  tag,
  access: 'editor',
  botKey: true,
  idempotent: true,
  body: CreateClient,
  answers: { 201: ClientDetail },
  async handle({ body, project }) {
    return created(await readClient(project.id, await createClient(project.id, body)));
  },
});

const detail = endpoint({
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'A client, with their latest orders',
  tag,
  access: 'viewer',
  botKey: true,
  params: ClientParams,
  answers: { 200: ClientDetail },
  async handle({ params, project }) {
    return ok(await readClient(project.id, params.id));
  },
});

const update = endpoint({
  method: 'PUT',
  path: `${path}/{id}`,
  summary: 'Change a client; what is left out stays as it is',
  tag,
  access: 'editor',
  botKey: true,
  params: ClientParams,
  body: UpdateClient,
  answers: { 200: ClientDetail },
  async handle({ params, body, project }) {
    await updateClient(project.id, params.id, body);
    return ok(await readClient(project.id, params.id));
  },
});

async function readClient(projectId: string, id: string) {
  const client = await findContactRow(projectId, id);
  if (!client) throw notFound('client');
  return presentClientDetail(client, await findOrders(projectId, { contactId: id, limit: 50, offset: 0 }));
}

/** The shop's clients, who are the contacts of its conversations: whatsapp-guide.md. */
export const clients: Endpoint[] = [botWebhook, list, create, detail, update];
