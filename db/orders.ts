import { row, rows } from './query.ts';

/** An order with its products. Money is exact decimals, as texts such as `29.99`. */
export interface OrderRow {
  id: string;
  contactId: string | null;
  status: string;
  currency: string;
  total: string;
  products: { id: string; name: string; price: string; quantity: number }[];
  createdAt: Date;
  updatedAt: Date;
}

interface OrderFilter {
  id?: string;
  contactId?: string | undefined;
  limit: number;
  offset: number;
}

/** A page of a project's orders, the newest first. */
export const findOrders = (projectId: string, { id, contactId, limit, offset }: OrderFilter) =>
  rows<OrderRow>(
    `select o.id, o.contact_id as "contactId", o.status, o.currency, o.total::text as total,
       o.created_at as "createdAt", o.updated_at as "updatedAt",
       coalesce((
         select jsonb_agg(jsonb_build_object('id', p.product_id, 'name', p.name, 'price', p.price::text,
           'quantity', p.quantity) order by p.position)
         from order_products p where p.order_id = o.id), '[]') as products
     from orders o
     where o.project_id = $1 and ($2::uuid is null or o.contact_id = $2) and ($3::uuid is null or o.id = $3)
     order by o.created_at desc, o.id desc limit $4 offset $5`,
    [projectId, contactId ?? null, id ?? null, limit, offset],
  );

/** How many orders a project has, all or those of a contact. */
export async function countOrders(projectId: string, contactId: string | undefined): Promise<number> {
  const counted = await row<{ count: number }>(
    `select count(*)::int as count from orders where project_id = $1 and ($2::uuid is null or contact_id = $2)`,
    [projectId, contactId ?? null],
  );
  return counted?.count ?? 0;
}
