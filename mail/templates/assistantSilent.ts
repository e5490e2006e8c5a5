import { oneLine, renderMail, type Locale, type RenderedMail } from './layout.ts';

/** What the mail about an assistant that suggests nothing says. */
interface AssistantSilent {
  locale: Locale;
  projectName: string;
  reason: keyof (typeof texts)['en']['why'];
  /** Where the conversations stand. */
  link: string;
}

/** The mail that says that no drafts come at the moment, to people who answer by them. */
export function assistantSilent({ locale, projectName, reason, link }: AssistantSilent): RenderedMail {
  const say = texts[locale];
  return renderMail({
    locale,
    subject: say.subject(oneLine(projectName, 60)),
    heading: say.heading,
    paragraphs: [say.why[reason], say.what],
    action: { label: say.action, link },
    notes: [say.once],
  });
}

const texts = {
  fr: {
    subject: (project: string) => `${project}\u00a0: l’assistant ne propose plus de réponses`,
    heading: 'Les clients attendent vos réponses',
    why: {
      budget_spent: 'Ce que l’assistant peut utiliser en un jour est épuisé, jusqu’à minuit UTC.',
      assistant_unavailable: 'L’assistant ne répond pas pour le moment.',
    },
    what: 'Jusque-là, aucune proposition n’apparaît dans les conversations\u00a0: répondez sans l’attendre.',
    action: 'Ouvrir les conversations',
    once: 'Ce message est envoyé une fois par heure au plus.',
  },
  en: {
    subject: (project: string) => `${project}: the assistant suggests no replies at the moment`,
    heading: 'Customers wait for your replies',
    why: {
      budget_spent: 'What the assistant may use in a day is used up, until midnight UTC.',
      assistant_unavailable: 'The assistant does not answer at the moment.',
    },
    what: 'Until then no suggestion appears in conversations: reply without waiting for one.',
    action: 'Open the conversations',
    once: 'This mail comes once an hour at most.',
  },
};
