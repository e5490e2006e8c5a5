import type { z } from 'zod';
import type { OrderAnswer } from '../../contracts/orders.ts';
import type { OrderRow } from '../../db/orders.ts';

/** An order as callers see it: its amounts as numbers, which hold every decimal that is kept. */
export const presentOrder = (order: OrderRow): z.infer<typeof OrderAnswer> => ({
  id: order.id,
  clientId: order.contactId,
  status: order.status,
  currency: order.currency,
  products: order.products.map((product) => ({ ...product, price: Number(product.price) })),
  total: Number(order.total),
  createdAt: order.createdAt.toISOString(),
  updatedAt: order.updatedAt.toISOString(),
});
