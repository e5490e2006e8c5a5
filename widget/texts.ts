export type Language = 'fr' | 'en';

export interface Texts {
  open: string;
  unread(count: number): string;
  close: string;
  conversation: string;
  yourMessage: string;
  placeholder: string;
  send: string;
  open_now: string;
  closed_now: string;
  offline: string;
  you: string;
  writers: Record<'agent' | 'assistant' | 'system', (shop: string) => string>;
  automatic: string;
  sending: string;
  failed: string;
  retry: string;
  attachment: string;
  removed: string;
}

export const texts: Record<Language, Texts> = {
  fr: {
    open: 'Ouvrir la messagerie',
    unread: (count) => (count === 1 ? '1 nouveau message' : `${count} nouveaux messages`),
    close: 'Fermer la messagerie',
    conversation: 'Conversation',
    yourMessage: 'Votre message',
    placeholder: 'Écrivez votre message…',
    send: 'Envoyer',
    open_now: 'Nous vous répondons ici',
    closed_now: 'Fermé pour l’instant\u00a0: laissez-nous un message',
    offline: 'Pas de connexion\u00a0: vos messages partiront dès qu’elle revient.',
    you: 'Vous',
    writers: {
      agent: (shop) => shop,
      assistant: (shop) => `${shop}, assistant automatique`,
      system: (shop) => shop,
    },
    automatic: 'Réponse automatique',
    sending: 'Envoi…',
    failed: 'Non envoyé.',
    retry: 'Réessayer',
    attachment: 'Pièce jointe',
    removed: 'Message supprimé',
  },
  en: {
    open: 'Open the chat',
    unread: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
    close: 'Close the chat',
    conversation: 'Conversation',
    yourMessage: 'Your message',
    placeholder: 'Write your message…',
    send: 'Send',
    open_now: 'We answer you here',
    closed_now: 'Closed at the moment: leave us a message',
    offline: 'No connection: your messages go out once it is back.',
    you: 'You',
    writers: {
      agent: (shop) => shop,
      assistant: (shop) => `${shop}, automatic assistant`,
      system: (shop) => shop,
    },
    automatic: 'Automatic answer',
    sending: 'Sending…',
    failed: 'Not sent.',
    retry: 'Try again',
    attachment: 'Attachment',
    removed: 'Message removed',
  },
};

/** The first of the wanted languages that the widget speaks, else its own first. Wanted are tags such as `fr-CH`. */
export function chooseLanguage(wanted: readonly (string | null | undefined)[], spoken: Language[]): Language {
  for (const tag of wanted) {
    const found = spoken.find((language) => tag?.toLowerCase().split('-')[0] === language);
    if (found) return found;
  }
  return spoken[0] ?? 'en';
}
