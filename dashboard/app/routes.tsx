import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  redirect,
  type ParsedLocation,
} from '@tanstack/react-router';
import { readAccountsSearch } from '../pages/accounts/search.ts';
import { readAdminSearch } from '../pages/admin/search.ts';
import { readCalendarSearch } from '../pages/calendar/search.ts';
import { readComposerSearch } from '../pages/composer/search.ts';
import { readHistorySearch } from '../pages/history/search.ts';
import { readHomeSearch } from '../pages/home/search.ts';
import { readImagesSearch } from '../pages/images/search.ts';
import { readInboxSearch } from '../pages/inbox/search.ts';
import { readInboxSettingsSearch } from '../pages/inboxSettings/search.ts';
import { readPlansSearch } from '../pages/plans/search.ts';
import { readSettingsSearch } from '../pages/settings/search.ts';
import { chooseProject } from './projects/currentProject.ts';
import { readNextPlace } from './session/nextPlace.ts';
import { settleSession } from './session/session.ts';

/*
 * Every page of the dashboard, a route each; docs/DASHBOARD.md says how one is added. The paths that begin here must
 * be known to the server too: api/dashboard/paths.ts.
 */

const root = createRootRoute();

/** Where to go after signing in. It is always said, for the router keeps what an address says beside it. */
interface Next {
  next?: string;
}
const readNext = ({ next }: Record<string, unknown>): Next => ({ next: readNextPlace(next) });

/** What a stranger sees. Who is signed in already goes on. */
const outside = createRoute({
  getParentRoute: () => root,
  id: 'outside',
  validateSearch: readNext,
  beforeLoad: async ({ search }) => {
    const session = await settleSession().catch(() => null);
    if (session?.status === 'signedIn') redirect({ href: search.next ?? '/dashboard', throw: true });
  },
  component: lazyRouteComponent(() => import('./shell/Outside.tsx'), 'Outside'),
});
const signIn = createRoute({
  getParentRoute: () => outside,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../pages/outside/SignInPage.tsx'), 'SignInPage'),
});
const register = createRoute({
  getParentRoute: () => outside,
  path: '/register',
  component: lazyRouteComponent(() => import('../pages/outside/RegisterPage.tsx'), 'RegisterPage'),
});
const forgottenPassword = createRoute({
  getParentRoute: () => outside,
  path: '/forgotten-password',
  component: lazyRouteComponent(
    () => import('../pages/outside/ForgottenPasswordPage.tsx'),
    'ForgottenPasswordPage',
  ),
});

/** What stands in the shell: for who is signed in; others sign in first and come back. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }: { location: ParsedLocation }) => {
    const session = await settleSession();
    if (session.status === 'signedIn') return;
    redirect({
      to: '/sign-in',
      search: location.href === '/dashboard' ? {} : { next: location.href },
      throw: true,
    });
  },
  component: lazyRouteComponent(() => import('./shell/Shell.tsx'), 'Shell'),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard',
  validateSearch: readHomeSearch,
  beforeLoad: ({ search }) => {
    if (search.project === undefined) return;
    chooseProject(search.project);
    redirect({ to: '/dashboard', replace: true, throw: true });
  },
  component: lazyRouteComponent(() => import('../pages/home/HomePage.tsx'), 'HomePage'),
});

const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/accounts',
  validateSearch: readAccountsSearch,
  component: lazyRouteComponent(() => import('../pages/accounts/AccountsPage.tsx'), 'AccountsPage'),
});
const history = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/history',
  validateSearch: readHistorySearch,
  component: lazyRouteComponent(() => import('../pages/history/HistoryPage.tsx'), 'HistoryPage'),
});

const images = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/images',
  validateSearch: readImagesSearch,
  component: lazyRouteComponent(() => import('../pages/images/ImagesPage.tsx'), 'ImagesPage'),
});
const image = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/images/$imageId',
  component: lazyRouteComponent(() => import('../pages/image/ImagePage.tsx'), 'ImagePage'),
});

const calendar = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/calendar',
  validateSearch: readCalendarSearch,
  component: lazyRouteComponent(() => import('../pages/calendar/CalendarPage.tsx'), 'CalendarPage'),
});
const compose = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/compose',
  validateSearch: readComposerSearch,
  component: lazyRouteComponent(() => import('../pages/composer/ComposerPage.tsx'), 'ComposerPage'),
});
const post = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/posts/$postId',
  component: lazyRouteComponent(() => import('../pages/post/PostPage.tsx'), 'PostPage'),
});
const plans = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/plans',
  validateSearch: readPlansSearch,
  component: lazyRouteComponent(() => import('../pages/plans/PlansPage.tsx'), 'PlansPage'),
});

const inbox = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/inbox',
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import('../pages/inbox/InboxPage.tsx'), 'InboxPage'),
});
const inboxSettings = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/inbox-settings',
  validateSearch: readInboxSettingsSearch,
  component: lazyRouteComponent(
    () => import('../pages/inboxSettings/InboxSettingsPage.tsx'),
    'InboxSettingsPage',
  ),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/settings',
  validateSearch: readSettingsSearch,
  component: lazyRouteComponent(() => import('../pages/settings/SettingsPage.tsx'), 'SettingsPage'),
});
const admin = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard/admin',
  validateSearch: readAdminSearch,
  component: lazyRouteComponent(() => import('../pages/admin/AdminPage.tsx'), 'AdminPage'),
});

/** The addresses that the integration guide names. */
const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/dashboard', throw: true });
  },
});
const guideAccounts = createRoute({
  getParentRoute: () => root,
  path: '/influencer/social-media',
  beforeLoad: () => {
    redirect({ to: '/dashboard/accounts', throw: true });
  },
});
const guideHistory = createRoute({
  getParentRoute: () => root,
  path: '/influencer/social-media/history',
  beforeLoad: () => {
    redirect({ to: '/dashboard/history', throw: true });
  },
});

export const routeTree = root.addChildren([
  start,
  guideAccounts,
  guideHistory,
  outside.addChildren([signIn, register, forgottenPassword]),
  shell.addChildren([
    home,
    accounts,
    history,
    images,
    image,
    calendar,
    compose,
    post,
    plans,
    inbox,
    inboxSettings,
    settings,
    admin,
  ]),
]);
