import type { refusalsEn } from './refusalsEn.ts';

/** French texts of why a platform refused a post, where its owner can do something about it. */
export const refusalsFr: Record<keyof typeof refusalsEn, string> = {
  publishing_refused:
    'La plateforme a refusé le post ({code})\u00a0: modifiez-le, ou refaites-le. Tel quel, il serait encore refusé.',
  publishing_refused_unsure:
    'La plateforme a refusé le post ({code}). Réessayez, ou modifiez ce qu’elle lui reproche.',
  publishing_refused_unexplained:
    'La plateforme n’a pas pris le post, sans donner de raison. Le post n’y est peut-être pour rien\u00a0: réessayez plus tard.',
  publishing_SUBREDDIT_NOTALLOWED:
    'Cette communauté ne laisse pas le compte publier. Choisissez-en une autre, ou demandez à ses modérateurs.',
  publishing_SUBREDDIT_NOEXIST: 'Cette communauté n’existe pas\u00a0: refaites le post avec une autre.',
  publishing_NO_SELFS:
    'Cette communauté ne prend pas de textes seuls\u00a0: ajoutez une image ou un lien, ou choisissez-en une autre.',
  publishing_NO_LINKS:
    'Cette communauté ne prend pas de liens\u00a0: refaites le post sans lien, ou choisissez-en une autre.',
  publishing_NO_IMAGES:
    'Cette communauté ne prend pas d’images\u00a0: refaites le post sans image, ou choisissez-en une autre.',
  publishing_BAD_URL:
    'La plateforme ne prend pas l’adresse vers laquelle mène le post\u00a0: donnez-en une autre.',
};
