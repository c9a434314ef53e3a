import {
  definePlugin,
  hookNames,
  type AnyHookRegistration,
  type HookName,
  type Plugin,
  type PluginHookContext,
} from 'pagoda-plugin-sdk';
import type { Fault } from './faults.ts';

/** Milliseconds that its handlers have: those that hang, and those that end by themselves on a busy machine too. */
const LIMITS = { hanging: 10, ending: 10_000 };

/** A plugin with a handler of every hook, of which at most one does something. */
export interface FaultyPlugin {
  readonly plugin: Plugin;
  arm(hook: HookName, fault: Fault): void;
  /** Gives how often the fault was called. */
  disarm(): number;
}

export function makeFaultyPlugin(): FaultyPlugin {
  let armed: { readonly hook: HookName; readonly fault: Fault } | null = null;
  let calls = 0;
  const registrationOf = (hook: HookName, kind: keyof typeof LIMITS): unknown => ({
    hook,
    timeout: LIMITS[kind],
    handler(payload: Readonly<Record<string, unknown>>, ctx: PluginHookContext) {
      if (armed?.hook !== hook || (armed.fault.hangs ?? false) !== (kind === 'hanging')) return undefined;
      if (isOfNote(payload)) return undefined;
      calls += 1;
      return armed.fault.run(payload, ctx);
    },
  });
  const hooks = hookNames.flatMap((hook) => [registrationOf(hook, 'hanging'), registrationOf(hook, 'ending')]);
  return {
    // As a plugin in JavaScript declares them: the compiler refuses most of these faults.
    plugin: definePlugin({
      id: 'faulty',
      name: 'Faulty',
      version: '1.0.0',
      hooks: hooks as readonly AnyHookRegistration<PluginHookContext>[],
    }),
    arm(hook, fault) {
      armed = { hook, fault };
      calls = 0;
    },
    disarm() {
      armed = null;
      return calls;
    },
  };
}

/** What faults themselves write is no fault again. */
function isOfNote(payload: Readonly<Record<string, unknown>>): boolean {
  return payload['entityName'] === 'Note' || payload['schemaName'] === 'Note';
}
