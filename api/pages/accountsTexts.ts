import type { Locale } from '../locale.ts';

interface AccountsTexts {
  accounts: string;
  nothingHere: string;
  connected(count: number): string;
  connectedAt(platform: string): string;
  figuresFollow: string;
  notConnected: string;
  used: string;
  ended: string;
  beginAgain: string;
  waitAndBeginAgain: string;
  tellOperator: string;
  confirmTitle(platform: string): string;
  confirmWhy: string;
  confirm: string;
  takeOverTitle: string;
  elsewhere(platform: string): string;
  takeOverWhat: string;
  takeOver: string;
  notYou: string;
  login: string;
  password: string;
}

/** What /dashboard/accounts says. */
export const accountsTexts: Record<Locale, AccountsTexts> = {
  fr: {
    accounts: 'Comptes connectés',
    nothingHere:
      'Pour connecter un compte, ou le reconnecter, commencez là où vous travaillez avec SocialSync\u00a0: dans votre application, choisissez la plateforme et autorisez l’accès. Vous reviendrez ici pour savoir si cela a fonctionné.',
    connected: (count) => (count > 1 ? 'Les comptes sont connectés' : 'Le compte est connecté'),
    connectedAt: (platform) => `Connecté sur ${platform}\u00a0:`,
    figuresFollow: 'Les statistiques arrivent dans quelques secondes. Vous pouvez fermer cette page.',
    notConnected: 'Le compte n’a pas été connecté',
    used: 'Cette autorisation a déjà servi',
    ended: 'La connexion n’a pas abouti. Rien n’a été connecté.',
    beginAgain:
      'Que faire\u00a0: recommencez là où vous connectez vos comptes, et autorisez tout ce qui est demandé.',
    waitAndBeginAgain: 'Que faire\u00a0: attendez quelques minutes, puis recommencez.',
    tellOperator: 'Que faire\u00a0: prévenez la personne qui exploite ce SocialSync.',
    confirmTitle: (platform) => `Connecter ce compte ${platform}\u00a0?`,
    confirmWhy:
      'Vous avez commencé dans un autre navigateur ou une autre application. Confirmez avec votre mot de passe SocialSync que c’était bien vous.',
    confirm: 'Confirmer et connecter',
    takeOverTitle: 'Reprendre le compte\u00a0?',
    elsewhere: (platform) =>
      `Sur ${platform}, ce compte est connecté dans un autre projet de SocialSync\u00a0:`,
    takeOverWhat:
      'Si vous le reprenez, l’autre projet perd l’accès, et la personne qui l’y a connecté en est avertie par e-mail. Ses statistiques passées y restent.',
    takeOver: 'Reprendre le compte',
    notYou: 'Si vous n’avez rien commencé, fermez cette page\u00a0: rien n’est connecté.',
    login: 'Votre adresse e-mail',
    password: 'Votre mot de passe SocialSync',
  },
  en: {
    accounts: 'Connected accounts',
    nothingHere:
      'To connect an account, or to connect it again, begin where you work with SocialSync: in your application, choose the platform and allow the access. You come back here to read whether it worked.',
    connected: (count) => (count > 1 ? 'The accounts are connected' : 'The account is connected'),
    connectedAt: (platform) => `Connected at ${platform}:`,
    figuresFollow: 'Its figures arrive within seconds. You can close this page.',
    notConnected: 'The account was not connected',
    used: 'This consent was used already',
    ended: 'The connecting did not succeed. Nothing was connected.',
    beginAgain: 'What to do: begin again where you connect your accounts, and allow all that is asked for.',
    waitAndBeginAgain: 'What to do: wait some minutes, then begin again.',
    tellOperator: 'What to do: tell whoever runs this SocialSync.',
    confirmTitle: (platform) => `Connect this ${platform} account?`,
    confirmWhy:
      'You began in another browser or application. Confirm with your SocialSync password that it was you.',
    confirm: 'Confirm and connect',
    takeOverTitle: 'Take the account over?',
    elsewhere: (platform) => `At ${platform}, this account is connected in another project of SocialSync:`,
    takeOverWhat:
      'If you take it over, the other project loses the access, and whoever connected it there is told by e-mail. Its past figures stay there.',
    takeOver: 'Take the account over',
    notYou: 'If you began nothing, close this page: nothing is connected.',
    login: 'Your e-mail address',
    password: 'Your SocialSync password',
  },
};
