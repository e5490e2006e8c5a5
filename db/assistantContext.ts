import { wakesNobody } from '../contracts/inbound.ts';
import { row, rows } from './query.ts';

/** What an answer is made from, beside the shop's knowledge. */
export interface ReplyContext {
  projectId: string;
  contactId: string;
  channel: 'instagram' | 'whatsapp' | 'widget';
  shopName: string;
  customerName: string | null;
  customerLocale: string | null;
  /** The customer's last message that an answer can be for, by its sequence; null where there is none. */
  sequence: string | null;
  /** The last messages of the thread, oldest first. */
  messages: ContextMessage[];
}

interface ContextMessage {
  from: 'customer' | 'shop';
  /** Empty for what is no text: `kind` says what it is. */
  text: string;
  kind: string;
  /** The customer's, and nobody has considered it yet. */
  isOpen: boolean;
  /** The customer's, and an answer is to be for it: it came after the last one, and is open or has but a draft. */
  isUnanswered: boolean;
}

/** Public, or from the platform: of these none asks the shop's assistant anything. */
const isTalk = `m.kind <> all($2::text[]) and m.unsent_at is null
  and m.state not in ('suggested', 'discarded', 'failed')`;
/** The last answer that reached the customer, or will; a notice is none. */
const lastAnswer = `coalesce((select max(a.sequence) from messages a where a.conversation_id = c.id
  and a.author in ('agent', 'ai') and a.state not in ('suggested', 'discarded', 'failed')), 0)`;
/** Another draft takes its place: what it was for is to be answered by that one. */
const hasDraft = `exists (select from messages d where d.conversation_id = c.id and d.state = 'suggested')`;
const longestMessage = 2_000;

/** What is known of a conversation for an answer, with its last messages, so many; undefined when there is none. */
export async function readReplyContext(
  conversationId: string,
  lastMessages: number,
): Promise<ReplyContext | undefined> {
  const conversation = await row<Omit<ReplyContext, 'messages'>>(
    `select c.project_id as "projectId", c.contact_id as "contactId", c.channel, p.name as "shopName",
       k.name as "customerName", k.locale as "customerLocale",
       (select max(sequence) from messages m
        where m.conversation_id = c.id and m.direction = 'inbound' and ${isTalk}) as sequence
     from conversations c join projects p on p.id = c.project_id join contacts k on k.id = c.contact_id
     where c.id = $1`,
    [conversationId, [...wakesNobody]],
  );
  if (!conversation) return undefined;
  const latest = await rows<ContextMessage>(
    `select case m.author when 'customer' then 'customer' else 'shop' end as from,
       left(m.content, ${longestMessage}) as text, m.kind,
       m.author = 'customer' and m.sequence > c.answered_sequence as "isOpen",
       m.author = 'customer' and m.sequence > ${lastAnswer} and (m.sequence > c.answered_sequence or ${hasDraft})
         as "isUnanswered"
     from messages m join conversations c on c.id = m.conversation_id where m.conversation_id = $1 and ${isTalk}
     order by m.sent_at desc, m.sequence desc limit $3`,
    [conversationId, [...wakesNobody], lastMessages],
  );
  return { ...conversation, messages: latest.toReversed() };
}

/** An order of a customer, as the assistant may tell of it. */
export interface CustomerOrder {
  order_number: string;
  status: string;
  placed_at: string;
  total: string;
  products: { name: string; price: string; quantity: number }[];
}

/**
 * The latest orders of a customer, ten at most, or the one of that number. Whose they are comes from the conversation,
 * never from what anybody wrote.
 */
export const findCustomerOrders = (
  { projectId, contactId }: Pick<ReplyContext, 'projectId' | 'contactId'>,
  orderNumber: string | null,
): Promise<CustomerOrder[]> =>
  rows<CustomerOrder>(
    `select coalesce(o.external_id, left(o.id::text, 8)) as order_number, o.status,
       to_char(o.placed_at at time zone 'UTC', 'YYYY-MM-DD') as placed_at, o.total::text || ' ' || o.currency as total,
       coalesce((
         select jsonb_agg(jsonb_build_object('name', p.name, 'price', p.price::text, 'quantity', p.quantity)
           order by p.position)
         from order_products p where p.order_id = o.id), '[]') as products
     from orders o
     where o.project_id = $1 and o.contact_id = $2
       and ($3::text is null or lower($3) in (lower(o.external_id), o.id::text, left(o.id::text, 8)))
     order by o.placed_at desc, o.id desc limit 10`,
    [projectId, contactId, orderNumber],
  );
