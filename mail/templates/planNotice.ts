import { oneLine, renderMail, type Locale, type RenderedMail } from './layout.ts';

/** What the mail about a recurring plan without images says. */
interface PlanNotice {
  locale: Locale;
  planName: string;
  projectName: string;
  /** Only images with it are taken. */
  tag: string | null;
  reason: keyof (typeof texts)['en']['reasons'];
  /** The plan, or the image that waits to be validated. */
  link: string;
}

/** The mail that says that a recurring plan makes no post for want of an image, and what to do. */
export function planNotice({ locale, reason, link, ...plan }: PlanNotice): RenderedMail {
  const say = texts[locale];
  const { subject, why, what, action } = say.reasons[reason];
  const name = oneLine(plan.planName, 60);
  return renderMail({
    locale,
    subject: subject(name),
    heading: say.heading,
    paragraphs: [
      say.which(name, oneLine(plan.projectName, 80)),
      why(plan.tag === null ? '' : say.withTag(oneLine(plan.tag, 60))),
      what,
    ],
    action: { label: action, link },
    notes: [say.once],
  });
}

const texts = {
  fr: {
    heading: 'Un programme récurrent a besoin de vous',
    which: (plan: string, project: string) =>
      `«\u00a0${plan}\u00a0», dans ${project}, ne trouve rien à publier.`,
    withTag: (tag: string) => ` avec l’étiquette «\u00a0${tag}\u00a0»`,
    reasons: {
      no_image_left: {
        subject: (plan: string) => `${plan}\u00a0: il ne reste aucune image à publier`,
        why: (tag: string) => `Il ne reste aucune image validée${tag} qui n’ait pas déjà été publiée.`,
        what: 'Créez, importez ou validez des images\u00a0: la suivante sera publiée à la prochaine date. Vous pouvez aussi demander qu’une image soit générée quand il n’en reste aucune.',
        action: 'Ouvrir le programme',
      },
      image_to_validate: {
        subject: (plan: string) => `${plan}\u00a0: une image attend votre validation`,
        why: (tag: string) => `Il ne restait aucune image validée${tag}\u00a0: une image a été générée.`,
        what: 'Validez-la pour qu’elle soit publiée. D’ici là, rien n’est publié.',
        action: 'Voir l’image',
      },
    },
    once: 'Ce message n’est envoyé qu’une fois\u00a0: le prochain ne viendra que si les images manquent à nouveau après une publication.',
  },
  en: {
    heading: 'A recurring plan needs you',
    which: (plan: string, project: string) => `“${plan}”, in ${project}, finds nothing to post.`,
    withTag: (tag: string) => ` with the tag “${tag}”`,
    reasons: {
      no_image_left: {
        subject: (plan: string) => `${plan}: no image is left to post`,
        why: (tag: string) => `No approved image${tag} is left that was not posted already.`,
        what: 'Make, upload or approve images: the next one is posted when the plan is due again. You can also let the plan have an image generated whenever none is left.',
        action: 'Open the plan',
      },
      image_to_validate: {
        subject: (plan: string) => `${plan}: an image waits for your approval`,
        why: (tag: string) => `No approved image${tag} was left: one was generated.`,
        what: 'Approve it to have it posted. Until then nothing is.',
        action: 'Look at the image',
      },
    },
    once: 'This mail comes once: the next one only when images are lacking again after a post.',
  },
};
