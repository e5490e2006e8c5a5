import { describe, expect, test } from '@jest/globals';
import { linkHeader, pagedBody, pageOf } from './paging.ts';

const place = { publicUrl: 'http://api', path: '/api/images/' };

describe('pageOf', () => {
  test('takes the default size when none is asked for', () => {
    expect(pageOf({ page: 3 }, { defaultSize: 20, maximumSize: 100 })).toEqual({
      page: 3,
      size: 20,
      limit: 20,
      offset: 40,
    });
  });

  test('gives the maximum to whoever asks for more', () => {
    expect(pageOf({ page: 2, page_size: 5000 }, { maximumSize: 100 })).toMatchObject({
      size: 100,
      offset: 100,
    });
  });
});

describe('pagedBody', () => {
  const body = (page: number, total: number) => {
    const query = { page, status: 'pending', search: undefined };
    return pagedBody({ ...place, query, page: pageOf({ page, page_size: 10 }), total, results: [] });
  };

  test('links both neighbours, with the rest of the query', () => {
    expect(body(2, 25)).toEqual({
      count: 25,
      next: 'http://api/api/images/?page=3&status=pending',
      previous: 'http://api/api/images/?page=1&status=pending',
      results: [],
    });
  });

  test('has no next on the last page and no previous on the first', () => {
    expect(body(3, 25).next).toBeNull();
    expect(body(1, 25).previous).toBeNull();
    expect(body(1, 0)).toMatchObject({ next: null, previous: null });
  });

  test('leads from a page past the end back to the last one', () => {
    expect(body(9, 25)).toMatchObject({
      next: null,
      previous: 'http://api/api/images/?page=3&status=pending',
    });
  });
});

describe('linkHeader', () => {
  const link = (page: number, total: number) =>
    linkHeader({ ...place, query: { page }, page: pageOf({ page, page_size: 10 }), total });

  test('names first, previous, next and last', () => {
    expect(link(2, 25)).toBe(
      '<http://api/api/images/?page=1>; rel="first", <http://api/api/images/?page=1>; rel="prev", ' +
        '<http://api/api/images/?page=3>; rel="next", <http://api/api/images/?page=3>; rel="last"',
    );
  });

  test('is empty when everything is on one page', () => {
    expect(link(1, 10)).toBe('');
  });
});
