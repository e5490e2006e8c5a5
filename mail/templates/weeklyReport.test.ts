import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Figure } from '../../contracts/weeklyReport.ts';
import type { WeeklyReport } from './reportedWeek.ts';
import { weeklyReport } from './weeklyReport.ts';
import { tokenNotice } from './tokenNotice.ts';

const figure = (value: number | null, before: number | null = null): Figure => ({
  value,
  before,
  change: value === null || before === null ? null : value - before,
});
const figures = {
  followers: figure(12_345, 12_000),
  reach: figure(null),
  interactions: figure(0, 4),
  posts: 2,
};
const report: WeeklyReport = {
  locale: 'en',
  projectName: 'Café',
  timezone: 'Europe/Paris',
  from: '2026-11-30',
  to: '2026-12-06',
  total: figures,
  connections: [{ ...figures, platformName: 'TikTok', username: 'cafe' }],
  bestPosts: [
    {
      platformName: 'TikTok',
      username: 'cafe',
      caption: 'A latte',
      url: 'https://example.com/p?a=1&b=2',
      publishedAt: new Date('2026-12-02T12:00:00Z'),
      interactions: 1234,
      reach: null,
      impressions: null,
      views: 9876,
    },
  ],
  followersByDay: [12_000, 12_345],
  followersFrom: '2026-11-09',
  chart: Buffer.from('a picture'),
  unsubscribeLink: 'https://social.example/unsubscribe?token=a.b',
};
const post = report.bestPosts[0]!;

/** What somebody reads of the HTML. */
const read = (html: string) =>
  html
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&amp;/g, '&');

test('numbers and dates are written as in the language', () => {
  const english = weeklyReport(report);
  expect(english.subject).toBe('Your week of 30 November–6 December 2026 – Café');
  expect(english.text).toContain('Followers: 12,345, +345 (+2.9%)');
  const french = weeklyReport({ ...report, locale: 'fr' });
  expect(french.subject).toBe('Votre semaine du 30 novembre au 6 décembre 2026 – Café');
  expect(french.text).toMatch(/Abonnés\s: 12\s345, \+345 \(\+2,9\s%\)/);
  expect(french.html).toContain('<html lang="fr">');
});

test('a post says by how many it was seen, by the measure of its engagement rate', () => {
  const seen = (figures: object) =>
    weeklyReport({
      ...report,
      locale: 'en',
      bestPosts: report.bestPosts.map((post) => ({ ...post, ...figures })),
    }).text;
  expect(seen({ reach: 11, impressions: 22, views: 33 })).toContain('reach\u00a011');
  expect(seen({ reach: null, impressions: 22, views: 33 })).toContain('22\u00a0impressions');
  expect(seen({ reach: null, impressions: null, views: 33 })).toContain('33\u00a0views');
});

test('what is not told is not zero, and zero is told', () => {
  const { text } = weeklyReport(report);
  expect(text).toContain('Reach: –, not reported');
  expect(text).toContain('Engagement: 0, -4 (-100%)');
  const fresh = weeklyReport({ ...report, total: { ...figures, followers: figure(10) } });
  expect(fresh.text).toContain('Followers: 10, nothing to compare');
  const fromNothing = weeklyReport({ ...report, total: { ...figures, followers: figure(10, 0) } });
  expect(fromNothing.text).toContain('Followers: 10, +10\n');
});

test.each(['fr', 'en'] as const)('text and HTML say the same in %s', (locale) => {
  const { text, html } = weeklyReport({ ...report, locale });
  const numbers = (words: string) => new Set(words.match(/[\d.,\u202f]*\d/g));
  const inHtml = numbers(read(html));
  const withoutLinks = text.replace(/https:\S+/g, '');
  // The picture's description is an attribute in the HTML.
  const alt = /alt="([^"]+)"/.exec(html)?.[1] ?? '';
  for (const number of numbers(withoutLinks.replace(alt, ''))) expect(inHtml).toContain(number);
  expect(alt).toMatch(/12.000.*12.345/);
  expect(text).toContain(alt);
});

test('names and captions cannot add markup, and a link that is none is not one', () => {
  const tags = (html: string) => html.match(/<[^>]*>/g)?.length;
  const expected = tags(weeklyReport(report).html);
  const nasty = fc
    .array(fc.constantFrom('<b>', '"', "'", '&', '\n', '\u202e', '😀', 'a'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(nasty, nasty, nasty, (projectName, username, caption) => {
      const { html, subject } = weeklyReport({
        ...report,
        projectName,
        connections: [{ ...figures, platformName: 'TikTok', username }],
        bestPosts: [{ ...post, caption, username }],
      });
      expect(tags(html)).toBe(expected);
      expect(subject).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }),
  );
  const { html, text } = weeklyReport({ ...report, bestPosts: [{ ...post, url: 'javascript:alert(1)' }] });
  expect(html + text).not.toContain('javascript:');
});

test('with 500 accounts the mail is small enough not to be cut off, and says how many it leaves out', () => {
  const connections = Array.from({ length: 500 }, () => ({
    ...figures,
    platformName: 'LinkedIn',
    username: 'x'.repeat(200),
  }));
  const { html, text } = weeklyReport({ ...report, connections });
  expect(Buffer.byteLength(html)).toBeLessThan(90_000);
  expect(text).toContain('And 480 more accounts');
});

test('without a chart or posts nothing stands in their place', () => {
  const { html, text, pictures } = weeklyReport({ ...report, chart: null, bestPosts: [] });
  expect(html).not.toContain('<img');
  expect(html + text).not.toMatch(/best posts|four weeks/);
  expect(pictures).toEqual([]);
});

test('a notice lists at most thirty accounts and counts the others', () => {
  const connection = {
    kind: 'expiring',
    platformName: 'TikTok',
    username: '<b>',
    projectName: 'Café',
    timezone: 'Asia/Tokyo',
    endsAt: new Date('2026-11-25T16:20:00Z'),
    lastSyncedAt: null,
    missing: '',
    reason: null,
    since: new Date('2026-11-20T12:00:00Z'),
    posts: [] as [],
  } as const;
  const notice = tokenNotice({
    locale: 'fr',
    connections: Array.from({ length: 35 }, () => connection),
    link: 'https://social.example/dashboard/accounts',
    unsubscribeLink: 'https://social.example/unsubscribe/notices?token=a&b',
  });
  expect(notice.subject).toBe('35 comptes connectés à renouveler');
  expect(notice.text.match(/^\* TikTok · <b> \(Café\)$/gm)).toHaveLength(30);
  expect(notice.text).toContain('jeudi 26 novembre à 01:20');
  expect(notice.text).toContain('Et 5 de plus');
  expect(notice.html).not.toContain('<b>');
});

test('a notice says why, what another project took over, and how to get no more of them', () => {
  const connection = {
    kind: 'needs_you',
    platformName: 'TikTok',
    username: 'atelier',
    projectName: 'Café',
    timezone: 'UTC',
    endsAt: new Date('2026-11-25T16:20:00Z'),
    since: new Date('2026-11-20T12:00:00Z'),
    lastSyncedAt: null,
    missing: '',
    posts: [] as [],
  } as const;
  const unsubscribeLink = 'https://social.example/unsubscribe/notices?token=a&b';
  const common = { link: 'https://social.example/dashboard/accounts', unsubscribeLink };
  const stopped = { ...connection, reason: 'token_refused' } as const;
  const taken = { ...connection, kind: 'taken_over', reason: 'taken_over' } as const;

  const french = tokenNotice({ ...common, locale: 'fr', connections: [taken] });
  expect(french.subject).toBe('Un compte connecté a été repris par un autre projet');
  expect(french.text).toContain('Repris par un autre projet le vendredi 20 novembre à 12:00 UTC');
  expect(french.text).not.toContain('de temps en temps');
  expect(tokenNotice({ ...common, locale: 'fr', connections: [stopped] }).text).toContain(
    'sans dire pourquoi',
  );

  const english = tokenNotice({ ...common, locale: 'en', connections: [stopped, taken] });
  expect(english.subject).toBe('2 connected accounts need you');
  expect(english.text).toMatch(/no longer accepts our access, and does not say why\. Has stopped\./);
  expect(english.text).toContain('Taken over by another project on Friday');
  expect(english.text).toContain(`Stop these notices\n${unsubscribeLink}`);
  expect(english.html).toContain('href="https://social.example/unsubscribe/notices?token=a&amp;b"');
  expect(english.headers).toEqual({
    'List-Unsubscribe': `<${unsubscribeLink}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
});
