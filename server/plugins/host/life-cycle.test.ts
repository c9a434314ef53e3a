import { describe, expect, test } from '@jest/globals';
import { definePlugin, type PluginDeclaration } from 'pagoda-plugin-sdk';
import { makeTestWorld } from '../../test/context.ts';
import { makeLogLines } from '../test/log-lines.ts';
import { plainServices } from '../test/plain-services.ts';
import { hostPlugin, type HostedPlugin } from './hosted-plugin.ts';
import type { Step } from './life-cycle.ts';
import { PluginSteps } from './plugin-steps.ts';

const { contextOf } = await makeTestWorld();
const LONG = 60_000;

function host(id: string, more: Partial<PluginDeclaration>): HostedPlugin {
  const plugin = definePlugin({ name: 'x', version: '1.0.0', ...more, id });
  return hostPlugin({ entry: id, found: null, plugin }, {}, plainServices);
}

/** Plugins whose steps end when the test says so. */
function makeHeld() {
  const events: string[] = [];
  const gates = new Map<string, () => void>();
  const hold = (id: string, step: Step) => (): Promise<void> => {
    events.push(`${step} ${id}`);
    return new Promise((resolve) => void gates.set(id, resolve));
  };
  const make = (id: string, ...dependencies: readonly string[]): HostedPlugin =>
    host(id, { dependencies, ready: hold(id, 'ready'), stop: hold(id, 'stop') });
  const release = async (id: string): Promise<string[]> => {
    gates.get(id)?.();
    return told();
  };
  const told = async (): Promise<string[]> => {
    await new Promise(setImmediate);
    return events.splice(0);
  };
  return { make, release, told };
}

describe('ready', () => {
  test('runs at the same time for all that do not depend on each other, and after what a plugin depends on', async () => {
    const { make, release, told } = makeHeld();
    const plugins = [make('base'), make('other'), make('top', 'base')];
    const { log, lines } = makeLogLines();
    const done = new PluginSteps(log).run('ready', plugins, await contextOf(null), LONG);
    expect(await told()).toEqual(['ready base', 'ready other']);
    expect(plugins.map(({ life }) => life.isStarting)).toEqual([true, true, true]);
    expect(await release('base')).toEqual(['ready top']);
    expect(plugins.map(({ life }) => life.isStarting)).toEqual([false, true, true]);
    await release('other');
    await release('top');
    await done;
    expect(plugins.map(({ life }) => life.isStarting)).toEqual([false, false, false]);
    expect(lines).toEqual([]);
  });

  test('of a plugin that hangs is waited for no longer than its time', async () => {
    const begun: string[] = [];
    const hangs = host('hangs', { ready: () => new Promise(() => {}) });
    const next = host('next', { dependencies: ['hangs'], ready: () => void begun.push('next') });
    const { log, lines } = makeLogLines();
    await new PluginSteps(log).run('ready', [hangs, next], await contextOf(null), 20);
    expect(begun).toEqual(['next']);
    expect(lines).toMatchObject([{ plugin: 'hangs', msg: 'Plugin hangs failed in ready: it took longer than 20 ms' }]);
    expect(hangs.life.isStarting).toBe(false);
  });

  test('is not begun when the plugin is to end already', async () => {
    const begun: string[] = [];
    const late = host('late', { ready: () => void begun.push('late') });
    late.end();
    await new PluginSteps(makeLogLines().log).run('ready', [late], await contextOf(null), LONG);
    expect(begun).toEqual([]);
  });
});

describe('stop', () => {
  test('runs first for what depends on others', async () => {
    const { make, release, told } = makeHeld();
    const plugins = [make('top', 'base'), make('other'), make('base')];
    const done = new PluginSteps(makeLogLines().log).run('stop', plugins, await contextOf(null), LONG);
    expect(await told()).toEqual(['stop top', 'stop other']);
    expect(await release('top')).toEqual(['stop base']);
    await release('base');
    await release('other');
    await done;
  });

  const calls: readonly (readonly [string, (hosted: HostedPlugin, work: () => Promise<void>) => Promise<void>])[] = [
    ['a call', async ({ services, identity }, work) => services.enter(await contextOf(null), identity.id, work)],
    [
      'a mutation',
      async ({ services, identity }, work) =>
        void (await services.enterMutation(await contextOf(null), identity.id, work)),
    ],
    [
      'a hook',
      async ({ services, identity }, work) => {
        const call = { pluginId: identity.id, hook: 'entry.after_create' as const, remaining: () => LONG };
        const hook = { pluginId: identity.id, dryRun: false, signal: new AbortController().signal };
        const loan = services.lend(await contextOf(null), identity, { ...call, ctx: hook });
        await loan.run(work);
        await loan.end('keep');
      },
    ],
  ];
  test.each(calls)('comes after %s that is under way', async (_what, call) => {
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const events: string[] = [];
    const hosted = host('busy', { stop: () => void events.push('stop') });
    const work = call(hosted, async () => {
      begun.resolve();
      await gate.promise;
      events.push('worked');
    });
    await begun.promise;
    const done = new PluginSteps(makeLogLines().log).run('stop', [hosted], await contextOf(null), LONG);
    await new Promise(setImmediate);
    expect(events).toEqual([]);
    gate.resolve();
    await Promise.all([work, done]);
    expect(events).toEqual(['worked', 'stop']);
  });

  test('waits for what never ends no longer than its time', async () => {
    const events: string[] = [];
    const hosted = host('stuck', { stop: () => void events.push('stop') });
    const ctx = await contextOf(null);
    void hosted.services.enter(ctx, 'stuck', () => new Promise(() => undefined));
    const { log, lines } = makeLogLines();
    await new PluginSteps(log).run('stop', [hosted], ctx, 20);
    expect(events).toEqual(['stop']);
    expect(lines).toEqual([]);
  });

  test('does not wait for what failed', async () => {
    const { life, services } = host('failing', {});
    const ctx = await contextOf(null);
    expect(() =>
      services.enter(ctx, 'failing', () => {
        throw new Error('at once');
      }),
    ).toThrow('at once');
    await expect(services.enter(ctx, 'failing', () => Promise.reject(new Error('later')))).rejects.toThrow('later');
    await life.idle();
  });
});
