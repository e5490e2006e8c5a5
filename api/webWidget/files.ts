import { StaticFile, StaticParams, StaticQuery } from '../../contracts/widgets.ts';
import { notFound } from '../../contracts/refusal.ts';
import { findWidget } from '../../db/widgets.ts';
import { answer, endpoint, ok } from '../endpoint.ts';
import { demoPage, demoPolicy } from './demoPage.ts';
import type { WidgetFile } from './widgetFiles.ts';

/** The script that a site loads, its styles, and a page to try it on. */
export const files = endpoint({
  method: 'GET',
  path: '/api/web-widget/static/{filename}',
  summary: 'widget.js, widget.css, or widget.html: a page to try it on, by ?widget_id=',
  tag: 'Web widget',
  access: 'public',
  params: StaticParams,
  query: StaticQuery,
  answers: { 200: StaticFile, 304: null },
  answerTypes: ['text/javascript', 'text/css', 'text/html'],
  async handle({ params, query, header, locale, services }) {
    const { widgetFiles } = services;
    if (params.filename === 'widget.js') return send(await widgetFiles.script(), 'text/javascript', header);
    if (params.filename === 'widget.css') return send(await widgetFiles.styles(), 'text/css', header);
    if (params.filename !== 'widget.html') throw notFound('file');
    const widget = query.widget_id ? ((await findWidget(query.widget_id)) ?? null) : null;
    return ok(demoPage(locale, widget, services.config.PUBLIC_URL), {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': demoPolicy,
      'Cache-Control': 'no-store',
    });
  },
});

function send({ encoded, etag }: WidgetFile, type: string, header: (name: string) => string | undefined) {
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    // The address stays the same when the widget changes: pages have the new one within five minutes.
    'Cache-Control': 'public, max-age=300',
    ETag: etag,
    Vary: 'Accept-Encoding',
  };
  if (header('if-none-match')?.includes(etag)) return answer(304, null, headers);
  const encoding = chooseEncoding(header('accept-encoding') ?? '');
  return ok(encoded[encoding], {
    ...headers,
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
  });
}

/** The smallest form that the client names; one that it weighs down to nothing it does not take. */
function chooseEncoding(accepted: string): 'identity' | 'gzip' | 'br' {
  const taken = accepted
    .toLowerCase()
    .split(',')
    .filter((each) => !/;\s*q=0(\.0*)?\s*$/.test(each))
    .map((each) => each.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((encoding) => taken.includes(encoding)) ?? 'identity';
}
