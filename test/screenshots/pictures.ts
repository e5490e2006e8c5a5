import type { Look, Shot } from './camera.ts';

/** What of the shop is looked at closely. */
export interface Subjects {
  /** A post that went out, with a story to tell. */
  posted: number;
  /** One that a platform refused. */
  refused: number;
  /** One about which somebody is asked. */
  asked: number;
  /** One to come. */
  planned: number;
  image: number;
  plan: number;
  conversation: string;
}

/** A picture, by its name, and how it is looked at. */
export interface Picture extends Shot {
  name: string;
  look: Look;
}

const wide: Look = { language: 'en', scheme: 'light', width: 1440 };
const phone: Look = { language: 'fr', scheme: 'dark', width: 390 };

/** What docs/screenshots/ has. The first four stand in the README. */
export const keptPictures = (subjects: Subjects): Picture[] => [
  { name: 'home', path: '/dashboard', look: wide },
  { name: 'calendar', path: '/dashboard/calendar?view=month', look: wide },
  { name: 'post', path: `/dashboard/posts/${subjects.posted}`, look: wide },
  { name: 'inbox', path: `/dashboard/inbox?conversation=${subjects.conversation}`, look: wide },
  {
    name: 'composer-dark',
    path: `/dashboard/compose?post=${subjects.planned}`,
    look: { ...wide, scheme: 'dark' },
  },
  { name: 'history-dark', path: '/dashboard/history', look: { ...wide, scheme: 'dark' } },
  { name: 'images-fr', path: '/dashboard/images', look: { ...wide, language: 'fr' } },
  { name: 'accounts-fr', path: '/dashboard/accounts', look: { ...wide, language: 'fr' } },
  {
    name: 'plans-fr-dark',
    path: '/dashboard/plans',
    look: { language: 'fr', scheme: 'dark', width: 1440 },
  },
  { name: 'home-phone', path: '/dashboard', look: { ...phone, scheme: 'light' } },
  { name: 'calendar-phone', path: '/dashboard/calendar?view=list', look: phone },
  { name: 'post-phone', path: `/dashboard/posts/${subjects.refused}`, look: phone },
  { name: 'inbox-phone', path: `/dashboard/inbox?conversation=${subjects.conversation}`, look: phone },
];

/** Every page, and what of it one sees only after a step. */
export const everyPage = (subjects: Subjects): (Shot & { name: string })[] => [
  { name: 'sign-in', path: '/sign-in', outside: true },
  { name: 'register', path: '/register', outside: true },
  { name: 'forgotten-password', path: '/forgotten-password', outside: true },
  { name: 'home', path: '/dashboard' },
  { name: 'accounts', path: '/dashboard/accounts' },
  { name: 'accounts-connect', path: '/dashboard/accounts?connect=true' },
  { name: 'history', path: '/dashboard/history' },
  { name: 'history-table', path: '/dashboard/history?view=table' },
  { name: 'images', path: '/dashboard/images' },
  { name: 'images-generate', path: '/dashboard/images?open=generate' },
  { name: 'images-upload', path: '/dashboard/images?open=upload' },
  { name: 'images-review', path: '/dashboard/images?open=review' },
  { name: 'image', path: `/dashboard/images/${subjects.image}` },
  { name: 'calendar-month', path: '/dashboard/calendar?view=month' },
  {
    name: 'calendar-post',
    path: '/dashboard/calendar?view=month',
    prepare: (page) => page.locator('[data-post]').last().click(),
  },
  { name: 'calendar-week', path: '/dashboard/calendar?view=week' },
  { name: 'calendar-day', path: '/dashboard/calendar?view=day' },
  { name: 'calendar-list', path: '/dashboard/calendar?view=list' },
  { name: 'compose', path: '/dashboard/compose' },
  { name: 'compose-edit', path: `/dashboard/compose?post=${subjects.planned}` },
  { name: 'post-posted', path: `/dashboard/posts/${subjects.posted}` },
  { name: 'post-refused', path: `/dashboard/posts/${subjects.refused}` },
  { name: 'post-asked', path: `/dashboard/posts/${subjects.asked}` },
  { name: 'post-missing', path: '/dashboard/posts/999999' },
  { name: 'plans', path: '/dashboard/plans' },
  { name: 'plans-new', path: '/dashboard/plans?edit=new' },
  { name: 'plan', path: `/dashboard/plans?plan=${subjects.plan}` },
  { name: 'inbox', path: '/dashboard/inbox' },
  { name: 'conversation', path: `/dashboard/inbox?conversation=${subjects.conversation}` },
  { name: 'contact', path: `/dashboard/inbox?conversation=${subjects.conversation}&pane=contact` },
  { name: 'inbox-settings', path: '/dashboard/inbox-settings' },
  { name: 'knowledge', path: '/dashboard/inbox-settings?section=knowledge' },
  { name: 'replies', path: '/dashboard/inbox-settings?section=replies' },
  { name: 'widget', path: '/dashboard/inbox-settings?section=widget' },
  { name: 'settings-profile', path: '/dashboard/settings?section=profile' },
  { name: 'settings-security', path: '/dashboard/settings?section=security' },
  { name: 'settings-project', path: '/dashboard/settings?section=project' },
  { name: 'settings-members', path: '/dashboard/settings?section=members' },
  { name: 'settings-keys', path: '/dashboard/settings?section=keys' },
  { name: 'admin', path: '/dashboard/admin' },
  { name: 'missing', path: '/dashboard/nowhere' },
];
