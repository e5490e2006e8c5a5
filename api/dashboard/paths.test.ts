import { expect, test } from '@jest/globals';
import { isDashboardPage } from './paths.ts';

test('pages are the dashboard’s; a script that a later build replaced is not answered with one', () => {
  const pages = ['/', '/dashboard', '/dashboard/', '/dashboard/posts/7', '/sign-in', '/dashboard/assets'];
  for (const path of pages) expect([path, isDashboardPage(path)]).toEqual([path, true]);
  const others = ['/dashboard/assets/index-3f2a.js', '/api/images', '/dashboards', '/influencer'];
  for (const path of others) expect([path, isDashboardPage(path)]).toEqual([path, false]);
});
