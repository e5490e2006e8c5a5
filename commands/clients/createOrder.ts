import type { OrderProduct } from '../../contracts/orders.ts';
import { invalidField, notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { findContactRow } from '../../db/contacts.ts';
import { row, rows } from '../../db/query.ts';
import { totalOf } from './money.ts';

interface NewOrder {
  clientId: string;
  products: OrderProduct[];
  /** ISO 4217. */
  currency: string;
}

/**
 * Writes an order with its products and their total, in exact decimals; returns its id.
 * @throws {Refusal} not_found when the project has no such client, invalid when the total is too large to keep.
 */
export function createOrder(projectId: string, { clientId, products, currency }: NewOrder): Promise<string> {
  const priced = products.map((product) => ({ ...product, price: String(product.price) }));
  const total = totalOf(priced);
  if (total === null) throw invalidField('products', 'total_too_large');
  return transaction(async () => {
    if (!(await findContactRow(projectId, clientId))) throw notFound('client');
    const order = await row<{ id: string }>(
      `insert into orders (project_id, contact_id, currency, total) values ($1, $2, $3, $4) returning id`,
      [projectId, clientId, currency, total],
    );
    if (!order) throw new Error('the order was not written');
    await rows(
      `insert into order_products (order_id, position, product_id, name, price, quantity)
       select $1, position, product_id, name, price, quantity
       from unnest($2::text[], $3::text[], $4::numeric[], $5::int[])
         with ordinality as product (product_id, name, price, quantity, position)
       returning position`,
      [
        order.id,
        priced.map(({ id }) => id),
        priced.map(({ name }) => name),
        priced.map(({ price }) => price),
        priced.map(({ quantity }) => quantity),
      ],
    );
    return order.id;
  });
}
