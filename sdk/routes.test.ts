import { describe, expect, test } from '@jest/globals';
import {
  AllowAny,
  definePlugin,
  del,
  get,
  IsSuperuser,
  patch,
  parseBody,
  paginate,
  paginateByPage,
  PluginAPIView,
  PluginAPIViewMixin,
  PluginError,
  post,
  put,
  queryBoolean,
  queryInteger,
  queryText,
  ValidationError,
  view,
  type PluginRoute,
  type UserView,
  type ViewRequest,
} from './index.ts';
import { makeHarness } from './testing.ts';

const ada: UserView = { id: 2, username: 'ada', isSuperuser: false };
const root: UserView = { id: 1, username: 'root', isSuperuser: true };
const NOT_YOURS = { message: 'You do not have permission to perform this action.', code: 'AE-210000' };
const NOBODY = { message: 'Authentication credentials were not provided.', code: 'AE-000000' };

describe('the makers of routes', () => {
  test('make a route of their method', () => {
    const handler = (): null => null;
    expect([get, post, put, patch, del].map((make) => make('x/', handler))).toEqual(
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method, path: 'x/', handler })),
    );
  });

  test('say which route has no handler, as when a name is imported that does not exist', () => {
    const views: Readonly<Record<string, () => null>> = {};
    for (const make of [
      () => get('racks/', views.rack as () => null),
      () => get('racks/', {}, views.rack as () => null),
    ])
      expect(make).toThrow(
        new PluginError(
          'The route GET racks/ has no handler: its last argument is the function that answers. Is it exported under that name?',
        ),
      );
  });

  test('keep who may call it and how errors look', () => {
    const errors = { whole: 'list' } as const;
    expect(get('x/', { auth: 'superuser', errors }, () => null)).toMatchObject({ auth: 'superuser', errors });
  });

  test.each<[string, UserView | null, number, unknown]>([
    ['whom the check lets in', ada, 200, 'hello ada'],
    ['somebody else', root, 403, NOT_YOURS],
    ['the anonymous', null, 403, NOBODY],
  ])('with a check of their own, answer %s', async (_who, actor, status, body) => {
    const mine = get(
      'mine/:name/',
      { auth: ({ params }, ctx) => ctx.actor?.username === params.name },
      ({ params }) => {
        return `hello ${params.name}`;
      },
    );
    expect(await answerOf([mine], 'GET', 'mine/ada/', { actor })).toEqual([status, body]);
  });
});

describe('parameters of the query', () => {
  const request = { query: new URLSearchParams('a=+7&b=&c=x&d=YES&e=off&f=%20text%20') };

  test('are texts, numbers and booleans; what is missing or empty is null', () => {
    expect([queryInteger(request, 'a'), queryInteger(request, 'b'), queryInteger(request, 'none')]).toEqual([
      7,
      null,
      null,
    ]);
    expect([queryBoolean(request, 'd'), queryBoolean(request, 'e'), queryBoolean(request, 'b')]).toEqual([
      true,
      false,
      null,
    ]);
    expect([queryText(request, 'f'), queryText(request, 'b')]).toEqual(['text', null]);
  });

  test.each([
    ['c', {}],
    ['a', { max: 6 }],
    ['a', { min: 8 }],
  ])('%s outside of %j is refused with its name', (name, bounds) => {
    expect(() => queryInteger(request, name, bounds)).toThrow(new ValidationError(`Invalid ${name} parameter`, [name]));
  });

  test('what is neither yes nor no is refused', () => {
    expect(() => queryBoolean(request, 'c')).toThrow('Invalid c parameter');
  });
});

describe('the body', () => {
  const parser = {
    parse(input: unknown): { message: string } {
      if (typeof input !== 'object' || input === null || !('message' in input)) throw new Error('message is missing');
      return { message: String(input.message) };
    },
  };

  test('is parsed, and what does not parse is the caller’s mistake', async () => {
    const hello = post('hello/', (request) => parseBody(request, parser));
    expect(await answerOf([hello], 'POST', 'hello/', { body: { message: 'hi' } })).toEqual([200, { message: 'hi' }]);
    expect(await answerOf([hello], 'POST', 'hello/', { body: {} })).toEqual([
      400,
      { message: 'message is missing', path: [] },
    ]);
  });
});

describe('pages', () => {
  const rows = Array.from({ length: 25 }, (_none, index) => index);
  const address = 'http://localhost/api/v2/plugins/routes/rows/';
  const byLimit = get('rows/', (request, ctx) => paginate(request, ctx, rows, { defaultLimit: 10, maxLimit: 20 }));
  const byNumber = get('rows/', (request, ctx) =>
    paginateByPage(request, ctx, rows, { pageSize: 10, render: (row) => ({ row }) }),
  );

  test.each([
    ['', 10, 0, [`${address}?limit=10&offset=10`, null], 3, 1],
    ['?limit=5&offset=5&x=1', 5, 5, [`${address}?limit=5&offset=10&x=1`, `${address}?limit=5&x=1`], 5, 2],
    ['?limit=99', 20, 0, [`${address}?limit=20&offset=20`, null], 2, 1],
    ['?limit=no&offset=20', 10, 20, [null, `${address}?limit=10&offset=10`], 3, 3],
  ])('by limit and offset: %j', async (query, limit, offset, [next, previous], total_pages, current_page) => {
    expect(await answerOf([byLimit], 'GET', `rows/${query}`)).toEqual([
      200,
      {
        count: 25,
        next,
        previous,
        results: rows.slice(offset, offset + limit),
        plugin_meta: { plugin_id: 'routes', pagination_info: { limit, offset, total_pages, current_page } },
      },
    ]);
  });

  test('by number, with what stands for a row', async () => {
    expect(await answerOf([byNumber], 'GET', 'rows/?page=last')).toEqual([
      200,
      {
        count: 25,
        next: null,
        previous: `${address}?page=2`,
        results: [20, 21, 22, 23, 24].map((row) => ({ row })),
        plugin_meta: {
          plugin_id: 'routes',
          pagination_info: { page_size: 10, current_page: 3, total_pages: 3, has_next: false, has_previous: true },
        },
      },
    ]);
  });

  test.each(['4', '0', 'x', '-1'])('there is no page %j', async (page) => {
    expect(await answerOf([byNumber], 'GET', `rows/?page=${page}`)).toEqual([
      404,
      { message: 'Invalid page.', code: 'AE-230000' },
    ]);
  });

  test('nothing has no pages by limit, and one by number', async () => {
    const [limit, number] = [paginate<number>, paginateByPage<number>].map((make) =>
      get('rows/', (request, ctx) => make(request, ctx, [])),
    );
    expect(await answerOf([limit as PluginRoute], 'GET', 'rows/')).toMatchObject([
      200,
      { plugin_meta: { pagination_info: { total_pages: 0 } } },
    ]);
    expect(await answerOf([number as PluginRoute], 'GET', 'rows/')).toMatchObject([200, { results: [], next: null }]);
  });

  test('read a query set by its count and one slice', async () => {
    const asked: unknown[] = [];
    const set = {
      count: async () => 3,
      slice: async (start: number, end: number) => (asked.push([start, end]), ['c']),
    };
    const route = get('rows/', (request, ctx) => paginate(request, ctx, set));
    expect(await answerOf([route], 'GET', 'rows/?offset=2&limit=2')).toMatchObject([200, { count: 3, results: ['c'] }]);
    expect(asked).toEqual([[2, 4]]);
  });
});

describe('views', () => {
  class Hello extends PluginAPIViewMixin {
    override permissionClasses = [AllowAny];
    override get({ user }: ViewRequest): unknown {
      return { plugin: `${this.pluginId} ${this.pluginVersion}`, user: user?.username ?? 'anonymous' };
    }
    override post({ data }: ViewRequest): unknown {
      return data;
    }
  }

  test('answer the methods that they have, for whom their classes let in', async () => {
    const routes = view('hello/', Hello);
    expect(routes).toMatchObject([
      { method: 'GET', path: 'hello/', auth: 'public' },
      { method: 'POST', path: 'hello/', auth: 'public' },
    ]);
    const answer = { plugin: 'routes 1.0.0', user: 'anonymous' };
    expect(await answerOf(routes, 'GET', 'hello/', { actor: null })).toEqual([200, answer]);
    expect(await answerOf(routes, 'POST', 'hello/', { body: { a: 1 } })).toEqual([200, { a: 1 }]);
    expect(await answerOf(routes, 'POST', 'hello/', { body: [1] })).toEqual([200, {}]);
    expect(await answerOf(routes, 'PUT', 'hello/')).toEqual([405, undefined]);
  });

  test('are for users unless told, and ask every class', async () => {
    class Own extends PluginAPIViewMixin {
      override get(): string {
        return 'seen';
      }
    }
    class NotAda {
      hasPermission({ user }: ViewRequest): boolean {
        return user?.username !== 'ada';
      }
    }
    class Picky extends Own {
      override permissionClasses = [AllowAny, NotAda];
    }
    class Root extends Own {
      override permissionClasses = [IsSuperuser];
    }
    expect(await answerOf(view('x/', Own), 'GET', 'x/', { actor: null })).toEqual([403, NOBODY]);
    expect(await answerOf(view('x/', Own), 'GET', 'x/', { actor: ada })).toEqual([200, 'seen']);
    expect(await answerOf(view('x/', Picky), 'GET', 'x/', { actor: ada })).toEqual([403, NOT_YOURS]);
    expect(view('x/', Root)).toMatchObject([{ auth: 'superuser' }]);
    expect(view('x/', Own)).toMatchObject([{ auth: 'authenticated' }]);
  });

  test('of the class PluginAPIView tell of plugin errors, and let others through', async () => {
    class Full extends PluginAPIView {
      override get(): never {
        throw new PluginError('The rack is full');
      }
      override post(): never {
        throw new TypeError('a bug');
      }
    }
    const body = { error: 'plugin_error', message: 'The rack is full', plugin_id: 'routes' };
    expect(await answerOf(view('x/', Full), 'GET', 'x/')).toEqual([400, body]);
    await expect(answerOf(view('x/', Full), 'POST', 'x/')).rejects.toThrow('a bug');
  });

  test('that answer nothing or are not mounted say so', () => {
    class Empty extends PluginAPIViewMixin {}
    expect(() => view('x/', Empty)).toThrow('Empty answers nothing: write a method get, post, put, patch or delete');
    expect(() => new Hello().pluginId).toThrow('Hello is not mounted: give it to `view`');
  });
});

async function answerOf(
  routes: readonly PluginRoute[],
  method: string,
  path: string,
  { actor = root, body }: { readonly actor?: UserView | null; readonly body?: unknown } = {},
): Promise<readonly [number, unknown]> {
  const plugin = definePlugin({ id: 'routes', name: 'Routes', version: '1.0.0', routes });
  const answer = await makeHarness(plugin, { actor }).request(method, path, { body });
  return [answer.status, answer.body];
}
