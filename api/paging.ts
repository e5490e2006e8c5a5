import { ok, type Answer } from './endpoint.ts';

/** The part of a list that a request asks for. */
export interface Page {
  /** From 1. */
  page: number;
  size: number;
  limit: number;
  offset: number;
}

interface PageRequest {
  page: number;
  page_size?: number | undefined;
}

/** The part that `page` and `page_size` of a query name. A size beyond the maximum gives the maximum. */
export function pageOf(
  query: PageRequest,
  { defaultSize = 20, maximumSize = 100 }: { defaultSize?: number; maximumSize?: number } = {},
): Page {
  const size = Math.min(query.page_size ?? defaultSize, maximumSize);
  return { page: query.page, size, limit: size, offset: (query.page - 1) * size };
}

interface List<Item> {
  publicUrl: string;
  /** The list's path, as its specification writes it. */
  path: string;
  /** The validated query: the addresses of other pages repeat it. */
  query: object;
  page: Page;
  /** How many items there are on all pages. */
  total: number;
  results: Item[];
}

/** A page as image-automation-api answers it: count, next, previous, results. */
export function pagedBody<Item>({ results, total, ...list }: List<Item>) {
  const { next, previous } = neighbours({ total, ...list });
  return { count: total, next, previous, results };
}

/** A page as commerce-api-v1 answers it: an array, with X-Total-Count and Link beside it. */
export function pagedArray<Item>({ results, ...list }: List<Item>): Answer<200, Item[]> {
  const link = linkHeader(list);
  return ok(results, { 'X-Total-Count': String(list.total), ...(link && { Link: link }) });
}

/** RFC 8288: first, previous, next and last, as far as they are. Empty when all is on one page. */
export function linkHeader(list: Omit<List<never>, 'results'>): string {
  const { next, previous } = neighbours(list);
  if (!next && !previous) return '';
  const targets = { first: address(list, 1), prev: previous, next, last: address(list, lastPage(list)) };
  return Object.entries(targets)
    .filter(([, target]) => target !== null)
    .map(([relation, target]) => `<${target}>; rel="${relation}"`)
    .join(', ');
}

type Place = Pick<List<never>, 'publicUrl' | 'path' | 'query' | 'page' | 'total'>;

const lastPage = ({ total, page }: Place) => Math.max(1, Math.ceil(total / page.size));

/** Before a page past the end comes the last one that has something on it. */
function neighbours(list: Place): { next: string | null; previous: string | null } {
  const { page } = list.page;
  const last = lastPage(list);
  return {
    next: page < last ? address(list, page + 1) : null,
    previous: page > 1 ? address(list, Math.min(page - 1, last)) : null,
  };
}

function address({ publicUrl, path, query }: Place, page: number): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, page })) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return `${publicUrl}${path}?${parameters.toString()}`;
}
