import { oneLine, renderMail, type Locale, type RenderedMail } from './layout.ts';

/** What the mail to somebody who forgot the password says. */
export interface PasswordReset {
  name: string;
  /** Works once. */
  link: string;
  /** How long the link works. */
  minutes: number;
  locale: Locale;
}

/** The mail with which a forgotten password is replaced. */
export function passwordReset({ name, link, minutes, locale }: PasswordReset): RenderedMail {
  const person = oneLine(name, 80);
  return renderMail({ locale, ...texts[locale](person, minutes, link) });
}

const texts = {
  fr: (name: string, minutes: number, link: string) => ({
    subject: 'Réinitialisez votre mot de passe SocialSync',
    heading: 'Choisissez un nouveau mot de passe',
    paragraphs: [
      `Bonjour ${name},`,
      'Vous avez demandé à réinitialiser le mot de passe de votre compte SocialSync.',
    ],
    action: { label: 'Choisir un nouveau mot de passe', link },
    notes: [
      `Ce lien fonctionne une seule fois, pendant ${minutes} minutes.`,
      'Si vous n’avez rien demandé, ignorez cet e-mail\u00a0: votre mot de passe reste le même.',
    ],
  }),
  en: (name: string, minutes: number, link: string) => ({
    subject: 'Reset your SocialSync password',
    heading: 'Choose a new password',
    paragraphs: [`Hello ${name},`, 'You asked to reset the password of your SocialSync account.'],
    action: { label: 'Choose a new password', link },
    notes: [
      `This link works once, for ${minutes} minutes.`,
      'If you did not ask for this, ignore this e-mail: your password stays the same.',
    ],
  }),
};
