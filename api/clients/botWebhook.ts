import { takeBotMessage } from '../../commands/clients/takeBotMessage.ts';
import { BotMessage, BotMessageTaken } from '../../contracts/clients.ts';
import { endpoint, ok } from '../endpoint.ts';

/**
 * Where a shop's own WhatsApp service passes messages on. Its body holds no id of the message, so repeats are known by
 * Idempotency-Key alone: a service that tries again sends the same one.
 */
export const botWebhook = endpoint({
  method: 'POST',
  path: '/api/webhook/whatsapp',
  summary:
    'Take a message of your own WhatsApp service: the client of the number is made or updated, and confirmed by "oui". ' +
    'Send an Idempotency-Key: a repeat is told by nothing else',
  tag: 'Clients',
  access: 'editor',
  botKey: true,
  idempotent: true,
  body: BotMessage,
  answers: { 200: BotMessageTaken },
  async handle({ body, project }) {
    return ok({ success: true as const, clientId: await takeBotMessage(project.id, body) });
  },
});
