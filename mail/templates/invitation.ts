import type { ProjectRole } from '../../contracts/projects.ts';
import { oneLine, renderMail, type Locale, type RenderedMail } from './layout.ts';

/** What the mail to somebody invited to a project says. */
export interface Invitation {
  inviterName: string;
  projectName: string;
  role: ProjectRole;
  link: string;
  locale: Locale;
  expiresInDays: number;
}

/** The mail with which somebody joins a project. */
export function invitation({ locale, ...invited }: Invitation): RenderedMail {
  const inviterName = oneLine(invited.inviterName, 80);
  const projectName = oneLine(invited.projectName, 80);
  return renderMail({ locale, ...texts[locale]({ ...invited, inviterName, projectName }) });
}

type Details = Omit<Invitation, 'locale'>;

const mayFr: Record<ProjectRole, string> = {
  owner: 'Vous en serez propriétaire\u00a0: vous pourrez tout gérer, y compris les membres.',
  editor: 'Vous en serez éditeur\u00a0: vous pourrez créer et publier.',
  viewer: 'Vous en serez lecteur\u00a0: vous pourrez tout consulter.',
};

const mayEn: Record<ProjectRole, string> = {
  owner: 'You will be an owner: you can manage everything, its members too.',
  editor: 'You will be an editor: you can create and publish.',
  viewer: 'You will be a viewer: you can see everything.',
};

const texts = {
  fr: ({ inviterName, projectName, role, link, expiresInDays }: Details) => ({
    subject: `${inviterName} vous invite à rejoindre «\u00a0${projectName}\u00a0» sur SocialSync`,
    heading: `Rejoignez «\u00a0${projectName}\u00a0»`,
    paragraphs: [
      `${inviterName} vous invite à rejoindre le projet «\u00a0${projectName}\u00a0» sur SocialSync.`,
      mayFr[role],
    ],
    action: { label: 'Accepter l’invitation', link },
    notes: [
      `Cette invitation expire dans ${expiresInDays} ${expiresInDays > 1 ? 'jours' : 'jour'}.`,
      'Si vous ne connaissez pas cette personne, ignorez cet e-mail.',
    ],
  }),
  en: ({ inviterName, projectName, role, link, expiresInDays }: Details) => ({
    subject: `${inviterName} invites you to join “${projectName}” on SocialSync`,
    heading: `Join “${projectName}”`,
    paragraphs: [
      `${inviterName} invites you to join the project “${projectName}” on SocialSync.`,
      mayEn[role],
    ],
    action: { label: 'Accept the invitation', link },
    notes: [
      `This invitation expires in ${expiresInDays} ${expiresInDays === 1 ? 'day' : 'days'}.`,
      'If you do not know this person, ignore this e-mail.',
    ],
  }),
};
