import { describe, expect, test } from '@jest/globals';
import type { AnyHookRegistration, Registration, Route } from 'pagoda-plugin-sdk';
import { makeHookBus, register, RegistrationRefused, withRegistration } from './index.ts';
import { entryLifecycle } from './test/payloads.ts';
import { operation } from './test/run-hook.ts';

function route(method: Route['method'], path: string): Route {
  return { method, path, handler: () => null };
}

describe('registration', () => {
  test('collects what every part adds, in order, with its owner', () => {
    const hooks: AnyHookRegistration[] = [{ hook: 'entry.before_delete', handler: () => {} }];
    const list = route('GET', '/entity/api/v2/');
    const registry = register([
      { id: 'core.entity', typeDefs: 'type Entity { id: ID! }', resolvers: { Entity: {} }, routes: [list] },
      { id: 'hello', resolvers: { Query: {} } },
      { id: 'quiet' },
      { id: 'listens', hooks },
    ]);
    expect(registry.ids).toEqual(['core.entity', 'hello', 'quiet', 'listens']);
    expect(registry.modules).toEqual([
      { owner: 'core.entity', typeDefs: 'type Entity { id: ID! }', resolvers: { Entity: {} } },
      { owner: 'hello', typeDefs: '', resolvers: { Query: {} } },
    ]);
    expect(registry.routes).toEqual([{ owner: 'core.entity', route: list }]);
    const bus = makeHookBus(registry.hooks, { log: { error: () => {} } });
    void bus.runBefore('entry.before_delete', operation, entryLifecycle());
    expect(bus.statistics()).toMatchObject([{ plugin: 'listens', calls: 1 }]);
  });

  test('a second part of the same id is refused', () => {
    expect(() => register([{ id: 'twin' }, { id: 'twin' }])).toThrow(
      '"twin" is refused: the id "twin" is already registered',
    );
  });

  test.each(['', 'with space', 'slash/ed', 'ключ'])('the id %j is refused', (id) => {
    expect(() => register([{ id }])).toThrow(RegistrationRefused);
  });

  test('an unknown hook is refused', () => {
    const hook = { hook: 'entry.after_explode', handler: () => {} } as unknown as AnyHookRegistration;
    expect(() => register([{ id: 'wrong', hooks: [hook] }])).toThrow(
      '"wrong" is refused: there is no hook "entry.after_explode"',
    );
  });

  test('routes that match the same addresses collide, and both owners are named', () => {
    const first: Registration = { id: 'core.entity', routes: [route('GET', '/entity/api/v2/:id/')] };
    const second: Registration = { id: 'plugin', routes: [route('GET', '/entity/api/v2/:pk/')] };
    expect(() => register([first, second])).toThrow(
      '"plugin" is refused: its route GET /entity/api/v2/:pk/ collides with that of "core.entity", GET /entity/api/v2/:id/. Change the path',
    );
    expect(() => register([{ id: 'self', routes: [...(first.routes ?? []), ...(second.routes ?? [])] }])).toThrow(
      'another of its own',
    );
  });

  test('another method, another slash or a fixed part makes another route', () => {
    const routes = [
      route('GET', '/role/api/v2/:id'),
      route('PUT', '/role/api/v2/:id'),
      route('GET', '/role/api/v2/:id/'),
      route('GET', '/role/api/v2/export'),
    ];
    expect(register([{ id: 'core.role', routes }]).routes).toHaveLength(4);
  });

  test.each([
    ['a method that is none of GET', { ...route('GET', '/x/'), method: 'TRACE' }],
    ['no handler', { method: 'GET', path: '/x/' }],
    ['a path that does not begin with a slash', route('GET', 'x/')],
    ['a path that holds "?"', route('GET', '/x/?all')],
    ['a path that holds "#"', route('GET', '/x/#all')],
    ['a path that holds " "', route('GET', '/x y/')],
    ['a path that holds "%"', route('GET', '/%2e%2e/x/')],
    ['a path that holds "\\\\"', route('GET', '/..\\x/')],
    ['a path that has an empty part', route('GET', '/x//y/')],
    ['a path that has an empty part', route('GET', '//x/')],
    ['a path that has the part ".."', route('GET', '/x/../y/')],
    ['a path that has the part ".."', route('GET', '/x/..')],
    ['a path that has the part "."', route('GET', '/./x/')],
    ['a path that has the part ":"', route('GET', '/x/:/')],
    ['a path that has the part "x:y"', route('GET', '/x:y/')],
    ['names two parts of its path alike', route('GET', '/x/:id/y/:id')],
  ])('a route that has or does this is refused: %s', (reason, wrong) => {
    expect(() => register([{ id: 'plugin', routes: [wrong as Route] }])).toThrow(reason);
  });

  test('a refused part leaves the registry as it was', () => {
    const registry = register([{ id: 'core.entity', routes: [route('GET', '/a/')] }]);
    expect(() =>
      withRegistration(registry, { id: 'plugin', routes: [route('GET', '/b/'), route('GET', '/a/')] }),
    ).toThrow('collides');
    expect([registry.ids, registry.routes.map(({ route: { path } }) => path)]).toEqual([['core.entity'], ['/a/']]);
  });
});
