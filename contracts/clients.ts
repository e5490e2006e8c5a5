import { z } from 'zod';
import { Email, Instant, line, PageQuery, pageOf, Uuid } from './common.ts';
import { OrderAnswer } from './orders.ts';

/** What a client has said to what they ordered. */
const ClientStatus = z.enum(['pending', 'confirmed', 'cancelled']);
export type ClientStatus = z.infer<typeof ClientStatus>;

const PhoneNumber = z.string().trim().min(1).max(40).meta({
  description: 'with the country code; kept and answered as E.164',
  example: '+33612345678',
});
const Name = line(200).min(1);

export const ClientParams = z.object({ id: Uuid });

export const ClientQuery = PageQuery.extend({
  status: ClientStatus.optional(),
  phoneNumber: PhoneNumber.optional(),
  search: line(200)
    .optional()
    .meta({ description: 'a part of the name, the mail address or the phone number' }),
});

export const CreateClient = z
  .strictObject({
    phoneNumber: PhoneNumber,
    name: Name.nullable().default(null),
    email: Email.nullable().default(null),
    status: ClientStatus.default('pending'),
  })
  .meta({ id: 'CreateClient' });

export const UpdateClient = z
  .strictObject({
    phoneNumber: PhoneNumber,
    name: Name.nullable(),
    email: Email.nullable(),
    status: ClientStatus,
  })
  .partial()
  .meta({ id: 'UpdateClient', description: 'What is left out stays as it is.' });

const ClientAnswer = z
  .object({
    id: Uuid,
    phoneNumber: z.string().nullable().meta({
      description: 'E.164; null for who has only written by other channels',
      example: '+33612345678',
    }),
    name: z.string().nullable(),
    email: z.string().nullable(),
    status: ClientStatus,
    lastContact: Instant.nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Client' });

export const ClientPage = pageOf(ClientAnswer).meta({ id: 'ClientPage' });

export const ClientDetail = ClientAnswer.extend({
  orders: z.array(OrderAnswer).meta({ description: 'the latest 50, newest first' }),
}).meta({ id: 'ClientDetail' });

/** A message as the shop's own WhatsApp service passes it on; what else it sends along is kept with it. */
export const BotMessage = z
  .looseObject({
    from: z.string().trim().min(1).max(100).meta({
      description: 'who wrote: the number in the international form, with or without "@s.whatsapp.net"',
      example: '33612345678@s.whatsapp.net',
    }),
    body: z.string().max(65_536).nullable().default('').meta({
      description:
        'the text; one that confirms ("oui", "confirmer") and says nothing else confirms the client',
    }),
    type: z.string().max(100).optional(),
  })
  .meta({ id: 'BotMessage' });

export const BotMessageTaken = z
  .object({ success: z.literal(true), clientId: Uuid })
  .meta({ id: 'BotMessageTaken' });
