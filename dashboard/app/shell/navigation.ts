import {
  IconApi,
  IconBook,
  IconBriefcase,
  IconCalendarMonth,
  IconChartLine,
  IconHome,
  IconLock,
  IconMessage2Bolt,
  IconMessageCircle,
  IconMessages,
  IconPhoto,
  IconPlugConnected,
  IconRepeat,
  IconSettings,
  IconSparkles,
  IconTool,
  IconUser,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';

interface Place {
  to:
    | '/dashboard'
    | '/dashboard/calendar'
    | '/dashboard/images'
    | '/dashboard/plans'
    | '/dashboard/inbox'
    | '/dashboard/accounts'
    | '/dashboard/history'
    | '/dashboard/settings'
    | '/dashboard/admin';
  name: 'home' | 'calendar' | 'images' | 'plans' | 'inbox' | 'accounts' | 'history' | 'settings' | 'admin';
  icon: TablerIcon;
  /** Has its place in the bar at the bottom of a phone. */
  onPhones?: true;
  adminOnly?: true;
}

/** Where the navigation leads, in its order; names are texts of the room app, `navigation.…`. */
export const places: Place[] = [
  { to: '/dashboard', name: 'home', icon: IconHome, onPhones: true },
  { to: '/dashboard/calendar', name: 'calendar', icon: IconCalendarMonth, onPhones: true },
  { to: '/dashboard/inbox', name: 'inbox', icon: IconMessages, onPhones: true },
  { to: '/dashboard/images', name: 'images', icon: IconPhoto },
  { to: '/dashboard/plans', name: 'plans', icon: IconRepeat },
  { to: '/dashboard/accounts', name: 'accounts', icon: IconPlugConnected },
  { to: '/dashboard/history', name: 'history', icon: IconChartLine },
  { to: '/dashboard/settings', name: 'settings', icon: IconSettings },
  { to: '/dashboard/admin', name: 'admin', icon: IconTool, adminOnly: true },
];

/** Parts of pages of settings, found by their names: `palette.parts.…`. */
export const parts = [
  { to: '/dashboard/settings', search: { section: 'profile' }, name: 'profile', icon: IconUser },
  { to: '/dashboard/settings', search: { section: 'security' }, name: 'security', icon: IconLock },
  { to: '/dashboard/settings', search: { section: 'project' }, name: 'project', icon: IconBriefcase },
  { to: '/dashboard/settings', search: { section: 'members' }, name: 'members', icon: IconUsers },
  { to: '/dashboard/settings', search: { section: 'keys' }, name: 'keys', icon: IconApi },
  {
    to: '/dashboard/inbox-settings',
    search: { section: 'assistant' },
    name: 'assistant',
    icon: IconSparkles,
  },
  { to: '/dashboard/inbox-settings', search: { section: 'knowledge' }, name: 'knowledge', icon: IconBook },
  {
    to: '/dashboard/inbox-settings',
    search: { section: 'replies' },
    name: 'replies',
    icon: IconMessage2Bolt,
  },
  { to: '/dashboard/inbox-settings', search: { section: 'widget' }, name: 'widget', icon: IconMessageCircle },
] as const;
