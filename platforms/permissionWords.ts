import type { Language } from '../contracts/languages.ts';

/** What the scopes that platforms are asked for let us do, as people would say it. */
const words: Record<string, Record<Language, string>> = {
  'tweet.read': { en: 'read your posts', fr: 'lire vos posts' },
  'tweet.write': { en: 'publish posts', fr: 'publier des posts' },
  'users.read': { en: 'see your profile', fr: 'voir votre profil' },
  'media.write': { en: 'upload pictures and videos', fr: 'envoyer des images et des vidéos' },
  'dm.write': { en: 'send private messages', fr: 'envoyer des messages privés' },
  'offline.access': { en: 'stay connected', fr: 'rester connecté' },
  'user.info.basic': { en: 'see your name and picture', fr: 'voir votre nom et votre photo' },
  'user.info.profile': { en: 'see your profile', fr: 'voir votre profil' },
  'user.info.stats': { en: 'read your figures', fr: 'lire vos statistiques' },
  'video.list': { en: 'see your videos', fr: 'voir vos vidéos' },
  'video.publish': { en: 'publish videos', fr: 'publier des vidéos' },
  identity: { en: 'see your profile', fr: 'voir votre profil' },
  history: { en: 'see your past posts', fr: 'voir vos posts passés' },
  read: { en: 'read posts and comments', fr: 'lire les posts et les commentaires' },
  submit: { en: 'publish posts', fr: 'publier des posts' },
  openid: { en: 'see who you are', fr: 'savoir qui vous êtes' },
  profile: { en: 'see your profile', fr: 'voir votre profil' },
  w_member_social: { en: 'publish posts', fr: 'publier des posts' },
  pages_show_list: { en: 'see your pages', fr: 'voir vos pages' },
  pages_manage_posts: { en: 'publish on your pages', fr: 'publier sur vos pages' },
  pages_read_engagement: { en: 'read your pages’ posts', fr: 'lire les posts de vos pages' },
  pages_manage_engagement: { en: 'comment as your pages', fr: 'commenter au nom de vos pages' },
  read_insights: { en: 'read your figures', fr: 'lire vos statistiques' },
  instagram_business_basic: { en: 'see your profile and posts', fr: 'voir votre profil et vos posts' },
  instagram_business_content_publish: { en: 'publish posts', fr: 'publier des posts' },
  instagram_business_manage_comments: { en: 'comment', fr: 'commenter' },
  instagram_business_manage_messages: {
    en: 'read and answer messages',
    fr: 'lire les messages et y répondre',
  },
  instagram_business_manage_insights: { en: 'read your figures', fr: 'lire vos statistiques' },
  whatsapp_business_management: {
    en: 'see your numbers and templates',
    fr: 'voir vos numéros et vos modèles',
  },
  whatsapp_business_messaging: { en: 'receive and send messages', fr: 'recevoir et envoyer des messages' },
  'youtube.upload': { en: 'publish videos', fr: 'publier des vidéos' },
  'youtube.force-ssl': { en: 'see your channel, and comment', fr: 'voir votre chaîne et commenter' },
  'yt-analytics.readonly': { en: 'read your figures', fr: 'lire vos statistiques' },
};

/** A scope as people are told it: what it is for, and its name, by which who writes a program finds it. */
export function permissionWords(language: Language, scope: string): string {
  // Google's are addresses, whose end says what they are.
  const name = scope.split('/').at(-1) ?? scope;
  const meaning = words[name]?.[language];
  return meaning ? `${meaning} (${name})` : name;
}
