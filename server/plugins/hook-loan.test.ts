import { describe, expect, test } from '@jest/globals';
import { ValidationError, type AnyHookRegistration, type EntryData } from 'pagoda-plugin-sdk';
import { makeHookBus, type HandlerCall, type Loan } from './index.ts';
import { entryData, validation } from './test/payloads.ts';
import { careless, operation } from './test/run-hook.ts';

interface Lent {
  readonly ends: string[];
  readonly calls: HandlerCall[];
  run(hook: AnyHookRegistration, end?: Loan['end']): unknown;
}

function lending(): Lent {
  const ends: string[] = [];
  const calls: HandlerCall[] = [];
  const lend =
    (end: Loan['end'] | undefined) =>
    (_operation: unknown, call: HandlerCall): Loan => {
      calls.push(call);
      return {
        ctx: { ...call.ctx, dryRun: true },
        end: (how) => {
          ends.push(how);
          return end?.(how);
        },
      };
    };
  return {
    ends,
    calls,
    run(hook, end) {
      const bus = makeHookBus([{ id: 'sample', hooks: [hook] }], { log: { error: () => {} }, lend: lend(end) });
      if (hook.hook === 'entry.validate') return bus.runValidate(operation, validation());
      return bus.runBefore('entry.before_create', operation, entryData());
    },
  };
}

const rename = careless('entry.before_create', ({ data }: { data: EntryData }) => ({ ...data, name: 'renamed' }));

describe('what is lent to a handler', () => {
  test('is kept when the handler is done, without a promise if it was not used', () => {
    const lent = lending();
    expect(lent.run(rename)).toMatchObject({ name: 'renamed' });
    expect(lent.ends).toEqual(['keep']);
    expect(lent.calls).toMatchObject([{ pluginId: 'sample', hook: 'entry.before_create' }]);
    expect(lent.calls[0]?.remaining()).toBeLessThanOrEqual(5000);
  });

  test('reaches the handler as its context', () => {
    const seen: boolean[] = [];
    lending().run(
      careless('entry.before_create', (_payload: unknown, ctx: { dryRun: boolean }) => void seen.push(ctx.dryRun)),
    );
    expect(seen).toEqual([true]);
  });

  test.each([
    ['throws', () => Promise.reject(new TypeError('no')), {}],
    ['hangs', () => new Promise(() => {}), { timeout: 10 }],
    ['returns the wrong type', () => 'text', {}],
  ])('is undone when the handler %s, before the operation goes on', async (_what, handler, options) => {
    const lent = lending();
    await lent.run(careless('entry.before_create', handler, options));
    expect(lent.ends).toEqual(['undo']);
  });

  test('is undone when the handler vetoes', () => {
    const lent = lending();
    const veto = careless('entry.before_create', () => {
      throw new ValidationError('no');
    });
    expect(() => lent.run(veto)).toThrow('no');
    expect(lent.ends).toEqual(['undo']);
  });

  test('has no time left once the time of the handler is over', async () => {
    const lent = lending();
    await lent.run(careless('entry.validate', () => new Promise(() => {}), { timeout: 10 }));
    expect(lent.calls[0]?.remaining()).toBe(0);
  });

  test('that cannot be kept is undone, and the handler has failed', async () => {
    const lent = lending();
    const refuseToKeep = (how: string): Promise<void> =>
      how === 'keep' ? Promise.reject(new Error('broken')) : Promise.resolve();
    expect(await lent.run(rename, refuseToKeep)).toMatchObject({ name: 'rack-17' });
    expect(lent.ends).toEqual(['keep', 'undo']);
  });

  test('that cannot be undone fails the operation', async () => {
    const lent = lending();
    const broken = (): Promise<void> => Promise.reject(new Error('connection lost'));
    await expect(lent.run(rename, broken)).rejects.toThrow('connection lost');
  });

  test('surrounds the call', async () => {
    const order: string[] = [];
    const bus = makeHookBus([{ id: 'x', hooks: [careless('entry.before_create', () => void order.push('handler'))] }], {
      log: { error: () => {} },
      lend: (_operation, { ctx }) => ({
        ctx,
        run: (call) => {
          order.push('in');
          const result = call();
          order.push('out');
          return result;
        },
        end: (how) => void order.push(how),
      }),
    });
    await bus.runBefore('entry.before_create', operation, entryData());
    expect(order).toEqual(['in', 'handler', 'out', 'keep']);
  });
});
