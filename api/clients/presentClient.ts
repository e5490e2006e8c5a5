import type { z } from 'zod';
import type { ClientDetail, ClientPage } from '../../contracts/clients.ts';
import type { ContactRow } from '../../db/contacts.ts';
import type { OrderRow } from '../../db/orders.ts';
import { presentOrder } from '../orders/presentOrder.ts';

/** A client in a list. */
export const presentClient = (client: ContactRow): z.infer<typeof ClientPage>['results'][number] => ({
  id: client.id,
  phoneNumber: client.phoneNumber,
  name: client.name,
  email: client.email,
  status: client.status,
  lastContact: client.lastContactAt?.toISOString() ?? null,
  createdAt: client.createdAt.toISOString(),
  updatedAt: client.updatedAt.toISOString(),
});

/** A client with their latest orders. */
export const presentClientDetail = (
  client: ContactRow,
  orders: OrderRow[],
): z.infer<typeof ClientDetail> => ({ ...presentClient(client), orders: orders.map(presentOrder) });
