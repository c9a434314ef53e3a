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

  test('lets through one entity, and follows it when it is renamed', () => {
    const { owner, ran } = filtered('Rack');
    const bus = makeHookBus([owner], silent);
    bus.bindEntities((name) => (name === 'Rack' ? rack.id : null));
    expect([
      bus.has('entry.before_delete', rack.id),
      bus.has('entry.before_delete', server.id),
      bus.has('entry.before_delete'),
    ]).toEqual([true, false, true]);
    bus.bindEntities((name) => (name === 'Rack' ? server.id : null));
    remove(bus, { ...rack, name: 'Cabinet' });
    remove(bus, server);
    expect(ran).toEqual(['Cabinet']);
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
