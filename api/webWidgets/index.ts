import {
  createWidget,
  deleteWidget,
  renewWebhookSecret,
  updateWidget,
} from '../../commands/widgets/saveWidget.ts';
import { notFound } from '../../contracts/refusal.ts';
import {
  CreateWidget,
  UpdateWidget,
  WidgetAnswer,
  WidgetPage,
  WidgetParams,
  WidgetQuery,
  WidgetSecret,
} from '../../contracts/widgets.ts';
import { findWidgetOf, findWidgets } from '../../db/widgets.ts';
import { created, endpoint, noContent, ok, type Endpoint } from '../endpoint.ts';
import { pagedBody, pageOf } from '../paging.ts';
import type { Services } from '../services.ts';
import { presentWidget } from './presentWidget.ts';

const path = '/api/web-widgets';
const tag = 'Web widgets';

const list = endpoint({
  method: 'GET',
  path,
  summary: "The project's chat widgets, newest first",
  tag,
  access: 'viewer',
  query: WidgetQuery,
  answers: { 200: WidgetPage },
  async handle({ query, project, services }) {
    const page = pageOf(query);
    const { PUBLIC_URL: publicUrl } = services.config;
    const { count, widgets } = await findWidgets(project.id, page);
    const results = widgets.map((widget) => presentWidget(widget, publicUrl));
    return ok(pagedBody({ publicUrl, path, query, page, total: count, results }));
  },
});

const create = endpoint({
  method: 'POST',
  path,
  summary: 'Make a chat widget; the answer holds the line for the pages of the site',
  tag,
  access: 'editor',
  idempotent: true,
  body: CreateWidget,
  answers: { 201: WidgetAnswer },
  async handle({ body, project, services }) {
    return created(await readWidget(services, project.id, await createWidget(project.id, body)));
  },
});

const detail = endpoint({
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'A chat widget',
  tag,
  access: 'viewer',
  params: WidgetParams,
  answers: { 200: WidgetAnswer },
  async handle({ params, project, services }) {
    return ok(await readWidget(services, project.id, params.id));
  },
});

const update = endpoint({
  method: 'PATCH',
  path: `${path}/{id}`,
  summary: 'Change a chat widget; what is left out stays as it is',
  tag,
  access: 'editor',
  params: WidgetParams,
  body: UpdateWidget,
  answers: { 200: WidgetAnswer },
  async handle({ params, body, project, services }) {
    await updateWidget(project.id, params.id, body);
    return ok(await readWidget(services, project.id, params.id));
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${path}/{id}`,
  summary: 'Remove a chat widget; its conversations stay',
  tag,
  access: 'editor',
  params: WidgetParams,
  answers: { 204: null },
  async handle({ params, project }) {
    await deleteWidget(project.id, params.id);
    return noContent();
  },
});

const renewSecret = endpoint({
  method: 'POST',
  path: `${path}/{id}/webhook-secret`,
  summary: "Make a new secret for the widget's webhook",
  tag,
  access: 'editor',
  idempotent: 'secret',
  params: WidgetParams,
  answers: { 201: WidgetSecret },
  async handle({ params, project, services }) {
    return created({ webhook_secret: await renewWebhookSecret(services.vault, project.id, params.id) });
  },
});

async function readWidget({ config }: Services, projectId: string, id: string) {
  const widget = await findWidgetOf(projectId, id);
  if (!widget) throw notFound('widget');
  return presentWidget(widget, config.PUBLIC_URL);
}

/** Chats on the pages of a shop, as its people set them up. */
export const webWidgets: Endpoint[] = [list, create, detail, update, remove, renewSecret];
