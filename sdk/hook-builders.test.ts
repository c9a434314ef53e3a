import { describe, expect, test } from '@jest/globals';
import {
  entityHook,
  entryHook,
  getAttrsHook,
  hookLegacyNames,
  legacyHooks,
  overrideOperation,
  Plugin,
  PluginValidationError,
  readPlugin,
  ValidationError,
  validationHook,
  type HookName,
  type LegacyHooks,
  type Plugin as PluginType,
} from './index.ts';

const nothing = (): void => {};

describe('a builder with a handler', () => {
  test('makes an element for the list of hooks', () => {
    expect(entryHook('after_create', nothing)).toEqual({ hook: 'entry.after_create', handler: nothing });
    expect(entityHook('before_update', nothing)).toEqual({ hook: 'entity.before_update', handler: nothing });
    expect(validationHook(nothing)).toEqual({ hook: 'entry.validate', handler: nothing });
    expect(getAttrsHook('entry', nothing)).toEqual({ hook: 'entry.get_attrs', handler: nothing });
    expect(getAttrsHook('entity', nothing)).toEqual({ hook: 'entity.get_attrs', handler: nothing });
  });

  test('keeps how the handler is to be called', () => {
    const options = { entity: 'Server', priority: 5, timeout: 100, onError: 'reject' } as const;
    expect(entryHook('before_delete', options, nothing)).toEqual({
      ...options,
      hook: 'entry.before_delete',
      handler: nothing,
    });
    expect(entryHook('after_create', { batch: true }, nothing)).toMatchObject({ batch: true });
    expect(validationHook({ entity: 'Server' }, nothing)).toMatchObject({ entity: 'Server' });
    expect(getAttrsHook('entry', { batch: true, priority: 1 }, nothing)).toMatchObject({ batch: true, priority: 1 });
  });

  test('takes the whole name and the legacy name too', () => {
    const hooks = [entryHook('entry.after_create', nothing), entryHook('after_create_entry_v2', nothing)];
    expect(hooks.map(({ hook }) => hook)).toEqual(['entry.after_create', 'entry.after_create']);
    expect(entityHook('before_delete_entity_v2', nothing).hook).toBe('entity.before_delete');
  });

  test.each(['after_lunch', 'entity.after_create', 'toString'])(
    'leaves %j as a hook that there is none of, for the host to refuse',
    (type) => {
      expect(entryHook(type as 'after_create', nothing).hook).toBe(`entry.${type}`);
    },
  );
});

describe('a builder without a handler', () => {
  test('decorates a method, which is called on its plugin with what the handler gets', async () => {
    const seen: unknown[] = [];
    class Mine extends Plugin {
      override readonly id = 'mine';
      override readonly name = 'Mine';
      override readonly hooks = [validationHook(nothing)];
      log(payload: unknown, ctx: unknown): void {
        seen.push(this.id, payload, ctx);
      }
      erase(ctx: unknown): string {
        return `${this.id} ${String(ctx)}`;
      }
      constructor() {
        super();
        decorateBy(entryHook('after_create', { priority: 7 }), this, 'log');
        decorateBy(overrideOperation('delete'), this, 'erase');
      }
    }
    const plugin = readPlugin(Mine);
    expect(plugin?.hooks).toMatchObject([{ hook: 'entry.validate' }, { hook: 'entry.after_create', priority: 7 }]);
    await plugin?.hooks[1]?.handler('payload' as never, 'ctx' as never);
    expect(seen).toEqual(['mine', 'payload', 'ctx']);
    expect(plugin?.getHandler('delete')?.('ctx' as never)).toBe('mine ctx');
    expect(readPlugin(plugin)?.hooks).toHaveLength(2);
  });

  test.each([
    ['entryHook', entryHook('after_create')],
    ['entityHook', entityHook('after_create')],
    ['validationHook', validationHook()],
    ['getAttrsHook', getAttrsHook('entry')],
    ['overrideOperation', overrideOperation('create')],
  ])('as a legacy decorator, %s names the setting to change', (name, decorator) => {
    const legacy = (): void => Reflect.apply(decorator, undefined, [{}, 'log', { value: nothing }]);
    expect(legacy).toThrow(PluginValidationError);
    expect(legacy).toThrow(`${name} was called as a legacy decorator. Remove "experimentalDecorators" from`);
  });

  test.each([
    { kind: 'field', name: 'log' },
    { kind: 'method', name: 'log', static: true },
    { kind: 'class', name: 'log' },
  ])('refuses to decorate %j', (context) => {
    const decorator = entryHook('after_create');
    expect(() => Reflect.apply(decorator, undefined, [nothing, context])).toThrow(
      'entryHook decorates methods of instances, and "log" is none',
    );
  });

  test('an operation that does not exist is refused', () => {
    expect(() => overrideOperation('explode' as 'create')).toThrow('Invalid operation "explode"');
    expect(overrideOperation('Create' as 'create', nothing).operation).toBe('create');
  });
});

describe('handlers under legacy names', () => {
  const payload = {
    entityName: 'Server',
    user: 'the user',
    entry: 'the entry',
    entity: 'the entity',
    data: 'the data',
    schemaName: 'Server',
    name: 'web1',
    attrs: 'the attrs',
    instance: null,
    attrinfo: 'the list',
    isRetrieve: true,
  };

  test.each<[keyof LegacyHooks, readonly unknown[]]>([
    ['before_create_entry_v2', ['Server', 'the user', 'the data']],
    ['after_create_entry_v2', ['Server', 'the user', 'the entry']],
    ['before_update_entry_v2', ['Server', 'the user', 'the data', 'the entry']],
    ['after_update_entry_v2', ['Server', 'the user', 'the entry']],
    ['before_delete_entry_v2', ['Server', 'the user', 'the entry']],
    ['after_delete_entry_v2', ['Server', 'the user', 'the entry']],
    ['before_restore_entry_v2', ['Server', 'the user', 'the entry']],
    ['after_restore_entry_v2', ['Server', 'the user', 'the entry']],
    ['before_create_entity_v2', ['the user', 'the data']],
    ['after_create_entity_v2', ['the user', 'the entity']],
    ['before_update_entity_v2', ['the user', 'the data', 'the entity']],
    ['after_update_entity_v2', ['the user', 'the entity']],
    ['before_delete_entity_v2', ['the user', 'the entity']],
    ['after_delete_entity_v2', ['the user', 'the entity']],
    ['validate_entry', ['the user', 'Server', 'web1', 'the attrs', null]],
    ['get_entry_attr', ['the entry', 'the list', true]],
    ['get_entity_attr', ['the entity', 'the list']],
  ])('%s gets its arguments in their order, then the context', (name, expected) => {
    const [hook] = legacyHooks({ [name]: (...args: unknown[]) => args }, { entity: 'Server' });
    expect(hook).toMatchObject({ hook: hookLegacyNames[name] satisfies HookName, entity: 'Server' });
    expect(hook?.handler(payload as never, 'ctx' as never)).toEqual([...expected, 'ctx']);
  });

  test('a name that is none is refused', () => {
    expect(() => legacyHooks({ after_create_entry: nothing } as LegacyHooks)).toThrow(
      /^"after_create_entry" is no legacy name of a hook\. There are before_create_entry_v2, /,
    );
  });

  test('what a function throws goes on as it is', () => {
    const [hook] = legacyHooks({
      validate_entry: () => {
        throw new ValidationError('no');
      },
    });
    expect(() => hook?.handler(payload as never, 'ctx' as never)).toThrow(new ValidationError('no'));
  });
});

/** What a compiler makes of a decorator on a method. */
function decorateBy(decorator: object, instance: PluginType, name: string): void {
  const context = {
    kind: 'method',
    name,
    static: false,
    access: { get: (object: object): unknown => Reflect.get(object, name) },
    addInitializer: (initializer: (this: object) => void) => initializer.call(instance),
  };
  Reflect.apply(decorator as () => void, undefined, [Reflect.get(instance, name), context]);
}
