import type { SameTexts } from '../../app/i18n/texts.ts';
import type english from './texts.en.ts';

export default {
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  signIn: {
    title: 'Connexion',
    submit: 'Se connecter',
    forgotten: 'Mot de passe oublié ?',
    newHere: 'Nouveau ici ?',
    register: 'Créer un compte',
    ended: 'Votre session a pris fin. Reconnectez-vous pour reprendre où vous en étiez.',
    untold:
      'Ce navigateur est déconnecté. Le serveur n’a pas répondu ; il sera prévenu dès qu’il répondra. Sur un ordinateur partagé, attendez ce moment.',
  },
  register: {
    title: 'Créez votre compte',
    description: 'Planifiez vos posts, répondez à vos clients, voyez ce qui marche.',
    name: 'Votre nom',
    passwordHint: 'Au moins 8 caractères, dont une lettre et un chiffre.',
    submit: 'Créer le compte',
    already: 'Vous avez déjà un compte ?',
    signIn: 'Se connecter',
  },
  forgotten: {
    title: 'Mot de passe oublié ?',
    description:
      'Donnez votre adresse : si elle a un compte, nous envoyons un lien pour choisir un nouveau mot de passe.',
    submit: 'Envoyer le lien',
    sentTitle: 'Regardez vos e-mails',
    sent: 'Si {{email}} a un compte, un lien est en route. Il fonctionne une fois, pendant 30 minutes. Rien reçu ? Regardez dans les indésirables.',
    another: 'Utiliser une autre adresse',
    back: 'Retour à la connexion',
  },
} as const satisfies SameTexts<typeof english>;
