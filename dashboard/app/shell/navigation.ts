import {
  IconCalendarMonth,
  IconChartLine,
  IconHome,
  IconMessages,
  IconPhoto,
  IconPlugConnected,
  IconRepeat,
  IconSettings,
  IconTool,
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
