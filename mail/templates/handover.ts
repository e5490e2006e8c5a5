import { oneLine, renderMail, type Locale, type RenderedMail } from './layout.ts';

/** Why a conversation is a person's: as contracts/turn.ts has it. */
type Reason = keyof (typeof texts)['en']['why'];

/** What the mail about a conversation that was handed over says. */
interface Handover {
  locale: Locale;
  channelName: string;
  /** Null where nobody knows it. */
  customerName: string | null;
  projectName: string;
  reason: Reason;
  /** How many conversations wait for the same reason, this one among them. */
  waiting: number;
  /** Where the conversation stands. */
  link: string;
}

/** The mail that says that a customer waits for a person. It repeats nothing of what the customer wrote. */
export function handover({ locale, channelName, reason, waiting, link, ...names }: Handover): RenderedMail {
  const say = texts[locale];
  const customer = oneLine(names.customerName ?? say.somebody, 60);
  return renderMail({
    locale,
    subject: say.subject(customer, channelName),
    heading: say.heading,
    paragraphs: [
      say.what(customer, channelName, oneLine(names.projectName, 80)),
      say.why[reason],
      ...(waiting > 1 ? [say.waiting(waiting)] : []),
    ],
    action: { label: say.action, link },
    notes: [say.quiet],
  });
}

const texts = {
  fr: {
    somebody: 'Un client',
    subject: (customer: string, channel: string) => `${customer} attend une réponse sur ${channel}`,
    heading: 'Une conversation a besoin de vous',
    what: (customer: string, channel: string, project: string) =>
      `${customer} a écrit à ${project} sur ${channel}. L’assistant vous passe la conversation.`,
    why: {
      asks_for_person: 'Le client demande à parler à une personne.',
      complaint: 'Le client se plaint.',
      payment: 'Il est question d’un paiement ou d’un remboursement.',
      legal: 'Il est question de droit.',
      not_understood: 'L’assistant n’a pas compris le client, à deux reprises.',
      not_known:
        'L’assistant n’a rien trouvé à ce sujet dans ce que vous lui avez dit. Ajoutez-le à ses connaissances\u00a0: il saura répondre la prochaine fois.',
      low_confidence: 'L’assistant n’était pas sûr de sa réponse.',
      assistant_decided: 'L’assistant n’a pas de réponse.',
      answer_withheld: 'La réponse de l’assistant n’était pas sûre\u00a0: elle n’a pas été envoyée.',
      assistant_unavailable:
        'L’assistant ne répond pas pour le moment. Les autres conversations peuvent aussi avoir besoin de vous.',
      budget_spent:
        'Le budget de l’assistant pour aujourd’hui est épuisé\u00a0: jusqu’à demain, toutes les conversations ont besoin de vous.',
      too_many_replies: 'L’assistant a beaucoup répondu sans qu’une personne intervienne.',
      automatic_sender: 'Les messages semblent venir d’une machine.',
      reply_failed: 'Une réponse n’a pas été envoyée, ou personne ne peut dire si elle l’a été.',
      too_late: 'La plateforme ne permet plus d’y répondre librement.',
    },
    waiting: (count: number) => `${count} conversations attendent une personne pour cette raison.`,
    action: 'Ouvrir la conversation',
    quiet: 'L’assistant se tait dans cette conversation jusqu’à ce que vous la lui rendiez.',
  },
  en: {
    somebody: 'A customer',
    subject: (customer: string, channel: string) => `${customer} waits for an answer on ${channel}`,
    heading: 'A conversation needs you',
    what: (customer: string, channel: string, project: string) =>
      `${customer} wrote to ${project} on ${channel}. The assistant passes the conversation on to you.`,
    why: {
      asks_for_person: 'The customer asks for a person.',
      complaint: 'The customer complains.',
      payment: 'It is about a payment or a refund.',
      legal: 'It is about the law.',
      not_understood: 'The assistant did not understand the customer, twice.',
      not_known:
        'The assistant found nothing about it in what you told it. Add it to its knowledge, and it can answer the next time.',
      low_confidence: 'The assistant was not sure of its answer.',
      assistant_decided: 'The assistant has no answer.',
      answer_withheld: 'The assistant’s answer was not safe: it was not sent.',
      assistant_unavailable:
        'The assistant does not answer at the moment. Other conversations may need you, too.',
      budget_spent:
        'What the assistant may use in a day is used up: until tomorrow, every conversation needs you.',
      too_many_replies: 'The assistant answered many times without a person taking part.',
      automatic_sender: 'The messages seem to come from a machine.',
      reply_failed: 'An answer was not sent, or nobody can say whether it was.',
      too_late: 'The platform does not let it be answered freely any more.',
    },
    waiting: (count: number) => `${count} conversations wait for a person for this reason.`,
    action: 'Open the conversation',
    quiet: 'The assistant keeps quiet in this conversation until you give it back.',
  },
};
