import type { AfterHookName, AnyHookRegistration, BeforeHookName, EntryData, HookName } from 'pagoda-plugin-sdk';
import { makeHookBus, type HookBus, type Operation } from '../index.ts';
import { attrOf, entryOf, payloadOf, rack } from './payloads.ts';

export const operation: Operation = { dryRun: false };

/** A registration whose handler does whatever a plugin in JavaScript may do. */
export function careless(hook: HookName, handler: unknown, options: object = {}): AnyHookRegistration {
  return { hook, handler, ...options } as AnyHookRegistration;
}

export const silent = { log: { error: (): void => {} } };

export function busOf(...hooks: AnyHookRegistration[]): HookBus {
  return makeHookBus([{ id: 'sample', hooks }], silent);
}

/** Makes names longer. */
export function append(text: string, options: object = {}): AnyHookRegistration {
  const handler = ({ data }: { data: EntryData }): EntryData => ({ ...data, name: `${data.name}${text}` });
  return careless('entry.before_create', handler, options);
}

/** Runs any hook with a payload that fits; gives what the operation would go on with. */
export async function runHook(bus: HookBus, hook: HookName): Promise<unknown> {
  switch (hook) {
    case 'entry.validate':
      return bus.runValidate(operation, payloadOf[hook]());
    case 'entry.get_attrs': {
      const [list] = await bus.runGetAttrs(hook, operation, {
        entries: [entryOf(rack)],
        attrinfos: [[attrOf('height', '42')]],
        isRetrieve: true,
      });
      return list;
    }
    case 'entity.get_attrs': {
      const [list] = await bus.runGetAttrs(hook, operation, {
        entities: [rack],
        attrinfos: [[attrOf('height', null)]],
      });
      return list;
    }
    default:
      if (isAfter(hook))
        return bus.runAfter(hook, operation, [
          { payload: payloadOf[hook](), changeId: 'change', changeTime: new Date(0) },
        ]);
      return bus.runBefore<BeforeHookName>(hook, operation, payloadOf[hook]());
  }
}

function isAfter(hook: BeforeHookName | AfterHookName): hook is AfterHookName {
  return hook.includes('.after_');
}
