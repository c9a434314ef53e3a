import { describe, expect, test } from '@jest/globals';
import { makeHookBus, type HookBus, type HookOwner } from './index.ts';
import { entryLifecycle, entryOf, rack, server, user } from './test/payloads.ts';
import { busOf, careless, operation, silent } from './test/run-hook.ts';

describe('the filter by entity', () => {
  function filtered(entity: string): { readonly owner: HookOwner; readonly ran: string[] } {
    const ran: string[] = [];
    const record = ({ entry }: { entry: { name: string } }): void => void ran.push(entry.name);
    return { owner: { id: 'sample', hooks: [careless('entry.before_delete', record, { entity })] }, ran };
  }
  const remove = (bus: HookBus, entity: typeof rack): unknown =>
    bus.runBefore('entry.before_delete', operation, entryLifecycle(entity, entryOf(entity, 1, entity.name)));

  test('lets through one entity: the one that is found for the plugin, whatever that is called', () => {
    const { owner, ran } = filtered('Rack');
    const bus = makeHookBus([owner], silent);
    bus.bindEntities((name) => (name === 'Rack' ? rack.id : null));
    expect([
      bus.has('entry.before_delete', rack.id),
      bus.has('entry.before_delete', server.id),
      bus.has('entry.before_delete'),
    ]).toEqual([true, false, true]);
    bus.bindEntities((name, plugin) => (name === 'Rack' && plugin === 'sample' ? rack.id : null));
    remove(bus, { ...rack, name: 'Cabinet' });
    remove(bus, server);
    expect(ran).toEqual(['Cabinet']);
  });

  test('goes on with the next entity of the name when that one is deleted, which is still told of itself', () => {
    const { owner, ran } = filtered('Rack');
    const bus = makeHookBus([owner], silent);
    bus.bindEntities(() => rack.id);
    bus.bindEntities(
      () => server.id,
      () => null,
    );
    expect([rack.id, server.id, 99].map((id) => bus.has('entry.before_delete', id))).toEqual([true, true, false]);
    remove(bus, rack);
    remove(bus, server);
    expect(ran).toEqual(['Rack', 'Server']);
  });

  test('lets go of an entity that is another one now, and exists', () => {
    const { owner } = filtered('Rack');
    const bus = makeHookBus([owner], silent);
    bus.bindEntities(() => rack.id);
    bus.bindEntities(
      () => server.id,
      () => 'Cabinet',
    );
    expect([rack.id, server.id].map((id) => bus.has('entry.before_delete', id))).toEqual([false, true]);
  });

  test('waits for an entity that does not exist yet', () => {
    const { owner, ran } = filtered('Rack');
    const bus = makeHookBus([owner], silent);
    bus.bindEntities(() => null);
    remove(bus, rack);
    expect(bus.unbound()).toEqual([{ plugin: 'sample', hook: 'entry.before_delete', entity: 'Rack' }]);
    bus.bindEntities(() => rack.id);
    remove(bus, rack);
    expect(bus.unbound()).toEqual([]);
    expect(ran).toEqual(['Rack']);
  });

  test('goes by the name while the entity is being created', () => {
    const hook = careless('entity.before_create', ({ data }: { data: object }) => ({ ...data, note: 'seen' }), {
      entity: 'rack',
    });
    const bus = busOf(hook);
    const create = (name: string): unknown =>
      bus.runBefore('entity.before_create', operation, { entityName: name, user, data: { name } });
    expect([create('RACK'), create('Server')]).toEqual([{ name: 'RACK', note: 'seen' }, { name: 'Server' }]);
  });

  test('leaves alone who is being created with the former name of the entity', () => {
    const hook = careless('entity.before_create', ({ data }: { data: object }) => ({ ...data, note: 'seen' }), {
      entity: 'Rack',
    });
    const bus = busOf(hook);
    bus.bindEntities(
      () => rack.id,
      () => 'Cabinet',
    );
    const payload = { entityName: 'Rack', user, data: { name: 'Rack' } };
    expect(bus.runBefore('entity.before_create', operation, payload)).toEqual({ name: 'Rack' });
  });

  test('gives a batched handler its own entries of a mixed page', () => {
    const seen: unknown[] = [];
    const hook = careless(
      'entry.get_attrs',
      ({ entries, attrinfos }: { entries: { id: number }[]; attrinfos: unknown[][] }) => {
        seen.push(entries.map(({ id }) => id));
        return attrinfos.map(() => []);
      },
      { entity: 'Server', batch: true },
    );
    const bus = busOf(hook);
    bus.bindEntities(() => server.id);
    const entries = [entryOf(rack, 1), entryOf(server, 2), entryOf(rack, 3), entryOf(server, 4)];
    const attrinfos = entries.map(({ id }) => [{ id, schema: null, name: 'a', type: 2, isReadable: true, value: id }]);
    const lists = bus.runGetAttrs('entry.get_attrs', operation, { entries, attrinfos, isRetrieve: false });
    expect(seen).toEqual([[2, 4]]);
    expect(lists).toEqual([attrinfos[0], [], attrinfos[2], []]);
  });
});
