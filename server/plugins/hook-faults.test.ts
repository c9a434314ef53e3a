import { describe, expect, test } from '@jest/globals';
import { hookNames, ValidationError, type HookName } from 'pagoda-plugin-sdk';
import { Rejected } from '../errors.ts';
import { makeHookBus } from './index.ts';
import { payloadOf } from './test/payloads.ts';
import { careless, operation, runHook } from './test/run-hook.ts';

const FAULTS = {
  throws: () => {
    throw new TypeError('cannot read height of undefined');
  },
  rejects: () => Promise.reject(new TypeError('cannot read height of undefined')),
  hangs: () => new Promise(() => {}),
  'returns the wrong type': () => 42,
  'returns a key that there is not': ({ data }: { data?: object }) => ({ ...data, nmae: 'x' }),
  'mutates what it got and returns nothing': (payload: Record<string, unknown>) => {
    const inside = payload['data'] ?? payload['attrinfo'] ?? payload['attrs'];
    if (Array.isArray(inside)) inside.push('intruder');
    else Object.assign(inside ?? {}, { name: 'intruder' });
    Object.assign(payload, { entityName: 'intruder', data: 'intruder', attrinfo: 'intruder' });
  },
  'mutates what is not its own': (payload: Record<string, object>) => {
    Object.assign(payload['user'] ?? payload['entry'] ?? payload['entity'] ?? {}, { id: 666 });
  },
  vetoes: () => {
    throw new ValidationError('A rack holds at most 42 servers', ['attrs', 'rack']);
  },
} as const;

type Fault = keyof typeof FAULTS;
type Consequence = 'none' | 'isolated' | 'refused' | 'vetoed';

const CAUSES: { readonly [F in Fault]?: string } = {
  throws: 'cannot read height of undefined',
  rejects: 'cannot read height of undefined',
  hangs: 'it took longer than 20 ms',
  'returns the wrong type': 'it returned a number where',
  'returns a key that there is not': 'it returned ',
  'mutates what is not its own': 'Cannot assign to read only property',
};

function consequence(hook: HookName, fault: Fault): Consequence {
  const changes = /before_(create|update)|get_attrs/.test(hook);
  if (fault === 'mutates what it got and returns nothing') return 'none';
  if (fault.startsWith('returns') && !changes) return 'none';
  if (fault === 'vetoes') return /before|validate/.test(hook) ? 'vetoed' : 'isolated';
  return hook === 'entry.validate' ? 'refused' : 'isolated';
}

const matrix = hookNames.flatMap((hook) =>
  Object.keys(FAULTS).map((fault) => ({ hook, fault: fault as Fault, expected: consequence(hook, fault as Fault) })),
);

describe('a handler that misbehaves', () => {
  test.each(matrix)('$hook: one that $fault is $expected', async ({ hook, fault, expected }) => {
    const logged: string[] = [];
    const bus = makeHookBus([{ id: 'faulty', hooks: [careless(hook, FAULTS[fault], { timeout: 20 })] }], {
      log: { error: (_fields, message) => logged.push(message) },
    });
    const untouched = await runHook(makeHookBus([], { log: { error: () => {} } }), hook);

    const outcome = await runHook(bus, hook).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );

    const [statistics] = bus.statistics();
    const failed = expected === 'isolated' || expected === 'refused';
    expect(statistics).toMatchObject({ plugin: 'faulty', hook, calls: 1, failures: failed ? 1 : 0 });
    expect(logged).toEqual(
      failed ? [expect.stringContaining(`Hook ${hook} failed: ${CAUSES[fault] ?? 'A rack holds'}`)] : [],
    );
    if (expected === 'none' || expected === 'isolated') expect(outcome).toEqual({ result: untouched });
    if (expected === 'refused') {
      const message = expect.stringContaining('The plugin "faulty" failed in its hook entry.validate');
      expect(outcome).toEqual({ result: [{ code: 'VETOED', message, path: [], plugin: 'faulty' }] });
    }
    if (expected === 'vetoed') {
      const problem = {
        code: 'VETOED',
        message: 'A rack holds at most 42 servers',
        path: ['attrs', 'rack'],
        plugin: 'faulty',
      };
      if (hook === 'entry.validate') expect(outcome).toEqual({ result: [problem] });
      else expect(outcome).toEqual({ error: expect.objectContaining({ problems: [problem] }) });
    }
  });

  test('the matrix has 17 hooks', () => {
    expect(new Set(matrix.map(({ hook }) => hook)).size).toBe(17);
  });

  test.each(hookNames.filter((hook) => hook.includes('.before_')))(
    '%s: with onError "reject" any throw refuses the operation and is counted',
    async (hook) => {
      for (const fault of ['throws', 'rejects', 'hangs'] as const) {
        const bus = makeHookBus(
          [{ id: 'strict', hooks: [careless(hook, FAULTS[fault], { timeout: 20, onError: 'reject' })] }],
          { log: { error: () => {} } },
        );
        const message = expect.stringContaining('The plugin "strict" failed');
        await expect(runHook(bus, hook)).rejects.toMatchObject({
          problems: [{ code: 'VETOED', plugin: 'strict', message }],
        });
        expect(bus.statistics()).toMatchObject([{ calls: 1, failures: 1 }]);
      }
    },
  );

  test('with onError "reject" the words of a plain error reach the caller', async () => {
    const hook = careless(
      'entry.before_delete',
      () => {
        throw new Error('The rack is still powered');
      },
      { onError: 'reject' },
    );
    const bus = makeHookBus([{ id: 'strict', hooks: [hook] }], { log: { error: () => {} } });
    await expect(runHook(bus, 'entry.before_delete')).rejects.toMatchObject({ message: 'The rack is still powered' });
  });

  test('a rejection that comes after the time is over goes nowhere', async () => {
    let rejectLate = (_error: Error): void => {};
    const hook = careless('entry.after_create', () => new Promise((_resolve, reject) => (rejectLate = reject)), {
      timeout: 10,
    });
    const bus = makeHookBus([{ id: 'late', hooks: [hook] }], { log: { error: () => {} } });
    const unhandled: unknown[] = [];
    const listen = (error: unknown): number => unhandled.push(error);
    process.on('unhandledRejection', listen);
    await runHook(bus, 'entry.after_create');
    rejectLate(new Error('too late'));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
    expect(bus.statistics()).toMatchObject([{ calls: 1, failures: 1 }]);
  });

  test('the signal of a handler is aborted when its time is over, also when it is first asked for then', async () => {
    const signals: Record<string, AbortSignal> = {};
    const over = Promise.withResolvers<void>();
    type Ctx = { signal: AbortSignal };
    const early = (_payload: unknown, ctx: Ctx): Promise<void> => {
      signals['early'] = ctx.signal;
      return over.promise;
    };
    const late = async (_payload: unknown, ctx: Ctx): Promise<void> => {
      await over.promise;
      signals['late'] = ctx.signal;
    };
    const inTime = (_payload: unknown, ctx: Ctx): void => void (signals['inTime'] = ctx.signal);
    const hooks = [early, late, inTime].map((handler) => careless('entry.after_create', handler, { timeout: 10 }));
    await runHook(makeHookBus([{ id: 'slow', hooks }], { log: { error: () => {} } }), 'entry.after_create');
    over.resolve();
    await over.promise;
    expect(Object.entries(signals).map(([when, { aborted }]) => [when, aborted])).toEqual([
      ['early', true],
      ['inTime', false],
      ['late', true],
    ]);
  });

  test.each([
    ['a text', 'boom', 'boom'],
    ['nothing', undefined, 'undefined'],
    ['an object without a prototype', Object.create(null), '[Object: null prototype] {}'],
    ['an error without a message', new RangeError(), 'RangeError'],
  ])('%s can be thrown', async (_what, thrown: unknown, cause) => {
    const logged: string[] = [];
    const hook = careless('entity.after_delete', () => {
      throw thrown;
    });
    const bus = makeHookBus([{ id: 'odd', hooks: [hook] }], {
      log: { error: (_fields, message) => logged.push(message) },
    });
    await runHook(bus, 'entity.after_delete');
    expect(logged).toEqual([`Hook entity.after_delete failed: ${cause}`]);
  });

  test('a handler that fails does not keep the next one from running', async () => {
    const ran: string[] = [];
    const hooks = [
      careless('entry.after_update', FAULTS.throws),
      careless('entry.after_update', () => void ran.push('second')),
    ];
    const bus = makeHookBus([{ id: 'two', hooks }], { log: { error: () => {} } });
    await runHook(bus, 'entry.after_update');
    expect(ran).toEqual(['second']);
  });

  test('a veto is a rejection with its cause', async () => {
    const bus = makeHookBus([{ id: 'veto', hooks: [careless('entry.before_create', FAULTS.vetoes)] }], {
      log: { error: () => {} },
    });
    expect(() => bus.runBefore('entry.before_create', operation, payloadOf['entry.before_create']())).toThrow(Rejected);
    await expect(runHook(bus, 'entry.before_create')).rejects.toHaveProperty('cause', expect.any(ValidationError));
  });
});
