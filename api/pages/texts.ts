import type { MailingList } from '../../commands/mails/unsubscribe.ts';
import type { ProjectRole } from '../../contracts/projects.ts';
import type { Locale } from '../locale.ts';

/** A verdict on a post: what it does, its button, and what was done. */
interface VerdictTexts {
  title: string;
  what: string;
  button: string;
  done: string;
}

interface PageTexts {
  error: string;
  newPassword: string;
  newPasswordAgain: string;
  passwordHint: string;
  setPassword: string;
  passwordIsSet: string;
  join(project: string): string;
  invitedBy(inviter: string, email: string, role: ProjectRole): string;
  yourPassword: string;
  yourName: string;
  choosePassword: string;
  accept: string;
  registerAndAccept: string;
  joined(project: string): string;
  signInNow: string;
  signIn: string;
  askAnew: string;
  toDashboard: string;
  unsubscribe: Record<MailingList, { title: string; what(email: string): string; done: string }>;
  unsubscribed: string;
  postAt(caption: string, platform: string, account: string): string;
  postFound: VerdictTexts;
  postAgain: VerdictTexts;
  postGivenUp: VerdictTexts;
  postAddress: string;
  postAddressHint: string;
  verdictTaken: string;
}

const frenchRoles: Record<ProjectRole, string> = {
  owner: 'propriétaire',
  editor: 'éditeur',
  viewer: 'lecteur',
};
const englishRoles: Record<ProjectRole, string> = {
  owner: 'an owner',
  editor: 'an editor',
  viewer: 'a viewer',
};

/** What the pages say beside the API's own messages. */
export const pageTexts: Record<Locale, PageTexts> = {
  fr: {
    error: 'Cela n’a pas fonctionné',
    newPassword: 'Nouveau mot de passe',
    newPasswordAgain: 'Le même, une seconde fois',
    passwordHint: 'Huit caractères au moins, avec une lettre et un chiffre.',
    setPassword: 'Définir un nouveau mot de passe',
    passwordIsSet: 'Le mot de passe est défini',
    join: (project) => `Rejoindre « ${project} »`,
    invitedBy: (inviter, email, role) =>
      `${inviter} invite ${email} à rejoindre ce projet. Rôle : ${frenchRoles[role]}.`,
    yourPassword: 'Votre mot de passe',
    yourName: 'Votre nom',
    choosePassword: 'Choisissez un mot de passe',
    accept: 'Accepter l’invitation',
    registerAndAccept: 'Créer un compte et accepter',
    joined: (project) => `Vous êtes membre de « ${project} »`,
    signInNow: 'Connectez-vous avec votre adresse e-mail pour y travailler.',
    signIn: 'Se connecter',
    askAnew: 'Demander un nouveau lien',
    toDashboard: 'Aller au tableau de bord',
    unsubscribe: {
      weekly_reports: {
        title: 'Ne plus recevoir les rapports hebdomadaires',
        what: (email) => `Plus aucun rapport hebdomadaire ne sera envoyé à ${email}.`,
        done: 'Vous ne recevrez plus de rapport hebdomadaire. Vous pouvez changer d’avis à tout moment dans votre profil.',
      },
      token_notices: {
        title: 'Ne plus recevoir les avis sur les comptes connectés',
        what: (email) => `${email} ne sera plus averti quand un compte connecté a besoin de vous.`,
        done: 'Vous ne serez plus averti par e-mail quand un compte connecté a besoin de vous. Vous pouvez changer d’avis à tout moment dans votre profil.',
      },
    },
    unsubscribed: 'C’est fait',
    postAt: (caption, platform, account) => `« ${caption} », sur ${platform}, compte ${account}`,
    postFound: {
      title: 'Le post y est',
      what: 'Vous l’avez trouvé sur le compte. Il sera noté comme publié, et rien ne sera envoyé à nouveau.',
      button: 'Il y est',
      done: 'Le post est noté comme publié.',
    },
    postAgain: {
      title: 'Publier ce post',
      what: 'Le post sera envoyé à la plateforme dès maintenant. S’il y est déjà, il y sera deux fois.',
      button: 'Publier',
      done: 'Le post part maintenant.',
    },
    postGivenUp: {
      title: 'Abandonner ce post',
      what: 'Rien ne sera envoyé, et plus personne ne vous posera la question.',
      button: 'Abandonner',
      done: 'Le post est abandonné.',
    },
    postAddress: 'Adresse du post',
    postAddressHint: 'Copiez-la de la plateforme.',
    verdictTaken: 'C’est noté',
  },
  en: {
    error: 'That did not work',
    newPassword: 'New password',
    newPasswordAgain: 'The same once more',
    passwordHint: 'At least eight characters, with a letter and a digit.',
    setPassword: 'Set a new password',
    passwordIsSet: 'The password is set',
    join: (project) => `Join “${project}”`,
    invitedBy: (inviter, email, role) =>
      `${inviter} invites ${email} to this project as ${englishRoles[role]}.`,
    yourPassword: 'Your password',
    yourName: 'Your name',
    choosePassword: 'Choose a password',
    accept: 'Accept the invitation',
    registerAndAccept: 'Make an account and accept',
    joined: (project) => `You are a member of “${project}”`,
    signInNow: 'Sign in with your e-mail address to work there.',
    signIn: 'Sign in',
    askAnew: 'Ask for a new link',
    toDashboard: 'Go to the dashboard',
    unsubscribe: {
      weekly_reports: {
        title: 'Stop the weekly reports',
        what: (email) => `No more weekly reports will be sent to ${email}.`,
        done: 'You will get no more weekly reports. You can change your mind at any time in your profile.',
      },
      token_notices: {
        title: 'Stop the notices about connected accounts',
        what: (email) => `${email} will no longer be told when a connected account needs you.`,
        done: 'No e-mail will tell you any more when a connected account needs you. You can change your mind at any time in your profile.',
      },
    },
    unsubscribed: 'Done',
    postAt: (caption, platform, account) => `“${caption}”, at ${platform}, account ${account}`,
    postFound: {
      title: 'The post is there',
      what: 'You found it at the account. It will count as published, and nothing will be sent again.',
      button: 'It is there',
      done: 'The post counts as published.',
    },
    postAgain: {
      title: 'Publish this post',
      what: 'The post will be sent to the platform now. Should it be there already, it will be there twice.',
      button: 'Publish',
      done: 'The post goes out now.',
    },
    postGivenUp: {
      title: 'Give this post up',
      what: 'Nothing will be sent, and nobody will ask you again.',
      button: 'Give up',
      done: 'The post was given up.',
    },
    postAddress: 'The post’s address',
    postAddressHint: 'Copy it from the platform.',
    verdictTaken: 'Done',
  },
};
