import type { Locale } from './layout.ts';

/** What the mail about a post that needs its owner says in each language. */
export const postNoticeWords = {
  fr: {
    yourPost: 'votre post',
    tones: {
      asks: {
        subject: (post: string) => `Une décision à prendre\u00a0: ${post}`,
        heading: 'Votre post a besoin de vous',
      },
      waits: {
        subject: (post: string) => `En attente de son compte\u00a0: ${post}`,
        heading: 'Votre post attend son compte',
      },
      delayed: {
        subject: (post: string) => `Publié plus tard\u00a0: ${post}`,
        heading: 'Votre post partira plus tard',
      },
      comment: {
        subject: (post: string) => `Premier commentaire à vérifier\u00a0: ${post}`,
        heading: 'Son premier commentaire a besoin de vous',
      },
      partly: {
        subject: (post: string) => `Pas publié partout\u00a0: ${post}`,
        heading: 'Votre post n’a pas été publié partout',
      },
      failed: {
        subject: (post: string) => `Non publié\u00a0: ${post}`,
        heading: 'Votre post n’a pas été publié',
      },
    },
    which: (caption: string, project: string, time: string) =>
      `Le post «\u00a0${caption}\u00a0» du projet «\u00a0${project}\u00a0», prévu le ${time}.`,
    unclear:
      'La plateforme n’a pas confirmé le post, et rien ne permet de savoir s’il y est. Rien n’est envoyé à nouveau sans vous\u00a0: regardez le compte, puis choisissez.',
    unread:
      'La plateforme n’a pas confirmé le post, et le compte doit être reconnecté pour regarder s’il y est. Nous regardons dès qu’il l’est\u00a0; rien n’est envoyé deux fois.',
    late: 'Son heure est passée sans qu’il ait pu partir. Faut-il encore le publier\u00a0?',
    skipped: 'Son heure était passée\u00a0: selon votre règle de retard, il n’a pas été publié.',
    refused: {
      forGood: (code: string) =>
        `La plateforme ne l’a pas accepté. Elle donne pour raison\u00a0: ${code}. Tel quel, il serait encore refusé\u00a0: refaites-le avec un autre contenu.`,
      unsure: (code: string) =>
        `La plateforme ne l’a pas accepté. Elle donne pour raison\u00a0: ${code}. Réessayez, ou refaites-le avec un autre contenu.`,
      unexplained: (code: string) =>
        `La plateforme ne l’a pas pris, sans donner de raison (code ${code}). Le post n’y est peut-être pour rien\u00a0: réessayez plus tard.`,
    },
    quota: (time: string) =>
      `La plateforme ne prend plus de posts de ce compte pour le moment\u00a0: son quota est épuisé. Nous réessayons le ${time}, sans rien de votre part.`,
    held: (time: string) =>
      `La plateforme ne veut pour le moment aucun appel pour ce compte. Nous réessayons le ${time}, sans rien de votre part.`,
    waiting: 'Le compte doit être reconnecté\u00a0; le post attend.',
    notAllowed: (permissions: string) =>
      permissions === ''
        ? 'La plateforme indique qu’une autorisation manque\u00a0; le post attend. Reconnectez le compte en laissant coché tout ce qui est demandé.'
        : `Ces autorisations manquent au compte\u00a0: ${permissions}\u00a0; le post attend. Reconnectez le compte en laissant ces cases cochées.`,
    found: 'Il y est',
    again: 'Publier à nouveau',
    now: 'Publier maintenant',
    giveUp: 'Abandonner',
    commentFailed:
      'Le post est publié, mais son premier commentaire n’a pas pu être écrit. Écrivez-le sous le post.',
    commentUnclear:
      'Le post est publié, mais la plateforme n’a pas dit si son premier commentaire l’est. Regardez sous le post, et écrivez-le s’il manque.',
    post: 'Voir le post',
    retry: 'Réessayer',
    reconnect: 'Reconnecter le compte',
    note: 'Chaque lien montre d’abord ce qu’il fera\u00a0; rien ne change avant que vous l’ayez confirmé.',
  },
  en: {
    yourPost: 'your post',
    tones: {
      asks: { subject: (post: string) => `A decision to make: ${post}`, heading: 'Your post needs you' },
      waits: {
        subject: (post: string) => `Waits for its account: ${post}`,
        heading: 'Your post waits for its account',
      },
      delayed: {
        subject: (post: string) => `Goes out later: ${post}`,
        heading: 'Your post goes out later',
      },
      comment: {
        subject: (post: string) => `First comment to check: ${post}`,
        heading: 'The first comment of your post needs you',
      },
      partly: {
        subject: (post: string) => `Not published everywhere: ${post}`,
        heading: 'Your post was not published everywhere',
      },
      failed: { subject: (post: string) => `Not published: ${post}`, heading: 'Your post was not published' },
    },
    which: (caption: string, project: string, time: string) =>
      `The post “${caption}” of the project “${project}”, planned for ${time}.`,
    unclear:
      'The platform did not confirm the post, and nothing tells whether it is there. Nothing is sent again without you: look at the account, then choose.',
    unread:
      'The platform did not confirm the post, and the account must be connected again to look whether it is there. We look as soon as it is; nothing is sent twice.',
    late: 'Its time has passed before it could go out. Shall it still be published?',
    skipped: 'Its time had passed: by your late policy it was not published.',
    refused: {
      forGood: (code: string) =>
        `The platform did not take it. It names as its reason: ${code}. As it is, it would be refused again: make it anew with another content.`,
      unsure: (code: string) =>
        `The platform did not take it. It names as its reason: ${code}. Try it again, or make it anew with another content.`,
      unexplained: (code: string) =>
        `The platform did not take it, and named no reason (code ${code}). It need not be the post: try it again later.`,
    },
    quota: (time: string) =>
      `The platform takes no more posts of this account for now: its quota is used up. We try again on ${time}; you need not do anything.`,
    held: (time: string) =>
      `The platform wants no calls for this account for now. We try again on ${time}; you need not do anything.`,
    waiting: 'The account must be connected again; the post waits.',
    notAllowed: (permissions: string) =>
      permissions === ''
        ? 'The platform says that a permission is missing; the post waits. Connect the account again, and leave everything ticked that is asked for.'
        : `The account lacks these permissions: ${permissions}; the post waits. Connect the account again, and leave these ticked.`,
    found: 'It is there',
    again: 'Post it again',
    now: 'Publish it now',
    giveUp: 'Give it up',
    commentFailed: 'The post is published; its first comment could not be written. Write it under the post.',
    commentUnclear:
      'The post is published; the platform did not say whether its first comment was written. Look under the post, and write it where it is missing.',
    post: 'See the post',
    retry: 'Try again',
    reconnect: 'Connect the account again',
    note: 'Each link first shows what it will do; nothing changes before you have confirmed it.',
  },
};

/** Why nothing was published, where we have words for it; else the platform's own code is told. */
export const refusalWords: Record<Locale, Record<string, string>> = {
  fr: {
    duplicate:
      'La plateforme a déjà un post identique, et n’en prend pas un second. Changez son texte pour le publier.',
    SUBREDDIT_NOTALLOWED:
      'Cette communauté ne laisse pas le compte publier. Choisissez-en une autre, ou demandez à ses modérateurs.',
    SUBREDDIT_NOEXIST: 'Cette communauté n’existe pas. Refaites le post avec une autre.',
    NO_SELFS:
      'Cette communauté ne prend pas de textes seuls\u00a0: ajoutez une image ou un lien, ou choisissez-en une autre.',
    NO_LINKS:
      'Cette communauté ne prend pas de liens\u00a0: refaites le post sans lien, ou choisissez-en une autre.',
    NO_IMAGES:
      'Cette communauté ne prend pas d’images\u00a0: refaites le post sans image, ou choisissez-en une autre.',
    BAD_URL: 'La plateforme ne prend pas l’adresse vers laquelle mène le post\u00a0: donnez-en une autre.',
    media_gone: 'Un fichier du post n’existe plus.',
    media_unusable:
      'Une image du post est illisible, ou ne peut pas prendre la forme que la plateforme accepte.',
    media_mixed: 'La plateforme ne prend pas ces médias ensemble.',
    no_video: 'La plateforme a besoin d’une vidéo.',
    given_token_refused: 'La plateforme n’accepte pas le jeton d’accès fourni avec le post.',
  },
  en: {
    duplicate:
      'The platform has the same post already, and takes no second one. Change its text to publish it.',
    SUBREDDIT_NOTALLOWED:
      'This community does not let the account post. Choose another one, or ask its moderators.',
    SUBREDDIT_NOEXIST: 'There is no such community. Make the post again with another one.',
    NO_SELFS: 'This community takes no posts of text alone: add a picture or a link, or choose another one.',
    NO_LINKS: 'This community takes no links: make the post without one, or choose another community.',
    NO_IMAGES: 'This community takes no pictures: make the post without one, or choose another community.',
    BAD_URL: 'The platform does not take the address that the post leads to: give another one.',
    media_gone: 'A file of the post is not there any more.',
    media_unusable: 'A picture of the post cannot be read, or not be made as the platform takes it.',
    media_mixed: 'The platform does not take these media together.',
    no_video: 'The platform needs a video.',
    given_token_refused: 'The platform does not accept the access token that came with the post.',
  },
};
