import { createOrder } from '../../commands/clients/createOrder.ts';
import { CreateOrder, OrderAnswer, OrderPage, OrderQuery } from '../../contracts/orders.ts';
import { notFound } from '../../contracts/refusal.ts';
import { countOrders, findOrders } from '../../db/orders.ts';
import { created, endpoint, ok, type Endpoint } from '../endpoint.ts';
import { pagedBody, pageOf } from '../paging.ts';
import { presentOrder } from './presentOrder.ts';

const path = '/api/orders';
const tag = 'Orders';

const list = endpoint({
  method: 'GET',
  path,
  summary: 'Orders, newest first',
  tag,
  access: 'viewer',
  botKey: true,
  query: OrderQuery,
  answers: { 200: OrderPage },
  async handle({ query, project, services }) {
    const page = pageOf(query);
    const [orders, total] = await Promise.all([
      findOrders(project.id, { contactId: query.clientId, ...page }),
      countOrders(project.id, query.clientId),
    ]);
    const results = orders.map(presentOrder);
    return ok(pagedBody({ publicUrl: services.config.PUBLIC_URL, path, query, page, total, results }));
  },
});

const create = endpoint({
  method: 'POST',
  path,
  summary: 'Write an order of a client',
  tag,
  access: 'editor',
  botKey: true,
  idempotent: true,
  body: CreateOrder,
  answers: { 201: OrderAnswer },
  async handle({ body, project }) {
    const id = await createOrder(project.id, body);
    const [order] = await findOrders(project.id, { id, limit: 1, offset: 0 });
    if (!order) throw notFound('order');
    return created(presentOrder(order));
  },
});

/** What clients ordered: whatsapp-guide.md. */
export const orders: Endpoint[] = [list, create];
