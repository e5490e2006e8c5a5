import type { ClientStatus } from '../contracts/clients.ts';
import { row, rows } from './query.ts';

/** A person who writes to the shop: the client of its orders, and the contact of its conversations. */
export interface ContactRow {
  id: string;
  /** E.164. */
  phoneNumber: string | null;
  name: string | null;
  email: string | null;
  status: ClientStatus;
  lastContactAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `id, phone_number as "phoneNumber", name, email, status, last_contact_at as "lastContactAt",
  created_at as "createdAt", updated_at as "updatedAt"`;

/** A project's contact; undefined when it has none of this id. */
export const findContactRow = (projectId: string, id: string) =>
  row<ContactRow>(`select ${columns} from contacts where project_id = $1 and id = $2`, [projectId, id]);

/** The same, kept from changing until the surrounding transaction ends. */
export const lockContactRow = (projectId: string, id: string) =>
  row<ContactRow>(`select ${columns} from contacts where project_id = $1 and id = $2 for update`, [
    projectId,
    id,
  ]);

interface ContactFilter {
  status?: ClientStatus | undefined;
  /** E.164. */
  phoneNumber?: string | undefined;
  /** A part of the name, the mail address or the phone number; case does not matter. */
  search?: string | undefined;
  limit: number;
  offset: number;
}

/** A page of a project's contacts, the newest first, and how many there are in all. */
export async function findContacts(
  projectId: string,
  { status, phoneNumber, search, limit, offset }: ContactFilter,
): Promise<{ count: number; contacts: ContactRow[] }> {
  const condition = `project_id = $1 and ($2::text is null or status = $2)
    and ($3::text is null or phone_number = $3)
    and ($4::text is null or name ilike $4 or email ilike $4 or phone_number ilike $4)`;
  const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null;
  const chosen = [projectId, status ?? null, phoneNumber ?? null, pattern];
  const counted = await row<{ count: number }>(
    `select count(*)::int as count from contacts where ${condition}`,
    chosen,
  );
  const contacts = await rows<ContactRow>(
    `select ${columns} from contacts where ${condition} order by created_at desc, id desc limit $5 offset $6`,
    [...chosen, limit, offset],
  );
  return { count: counted?.count ?? 0, contacts };
}
