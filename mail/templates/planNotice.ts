import { oneLine, renderMail, type Locale, type RenderedMail } from './layout.ts';

/** What the mail about a recurring plan that makes no posts says. */
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

/** The mail that says that a recurring plan makes no post for want of an image or of an account, and what to do. */
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
      `«\u00a0${plan}\u00a0», dans ${project}, ne publie rien en ce moment.`,
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
      nowhere_to_publish: {
        subject: (plan: string) => `${plan}\u00a0: aucun compte où publier`,
        why: () => 'Aucun des comptes du programme ne peut recevoir de publication.',
        what: 'Le programme dit de chacun pourquoi. Connectez à nouveau un compte, ou choisissez-en un autre\u00a0: la publication reprend à la prochaine date.',
        action: 'Ouvrir le programme',
      },
    },
    once: 'Ce message n’est envoyé qu’une fois\u00a0: le prochain ne viendra que si quelque chose manque à nouveau après une publication.',
  },
  en: {
    heading: 'A recurring plan needs you',
    which: (plan: string, project: string) => `“${plan}”, in ${project}, posts nothing at the moment.`,
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
      nowhere_to_publish: {
        subject: (plan: string) => `${plan}: no account to publish to`,
        why: () => 'None of the plan’s accounts can be published to.',
        what: 'The plan says of each why. Connect one again, or choose another: posts go on when the plan is due again.',
        action: 'Open the plan',
      },
    },
    once: 'This mail comes once: the next one only when something is lacking again after a post.',
  },
};
