import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { definePlugin } from 'pagoda-plugin-sdk';
import { checkConformance, conformanceChecks } from 'pagoda-plugin-sdk/testing';
import { clearTimers, PLANTED } from './test/planted-faults.ts';
import { everything } from './test/good-plugin.ts';

afterAll(clearTimers);

describe('a planted fault is found', () => {
  test.each(Object.entries(PLANTED))('%s', async (_name, { plugin, topic, says }) => {
    const { findings } = await checkConformance(plugin, { patience: 1000 });
    expect(findings.map(({ message }) => message)).toEqual([expect.stringMatching(says)]);
    expect(findings[0]?.topic).toBe(topic);
    expect(findings[0]?.remedy).toMatch(/^[A-Z].*\.$/);
  });

  test.each([
    ['an error that comes later than the answer', 'Promise.resolve()'],
    ['an error that comes while something else is called', 'new Promise((resolve) => setTimeout(resolve, 15).unref())'],
  ])('%s', (_name, before) => {
    const program = `
      import { definePlugin, entryHook, get } from './index.ts';
      import { checkConformance } from './testing.ts';
      const hooks = [entryHook('after_create', () => void ${before}.then(() => { throw new Error('too late'); }))];
      const routes = [get('a/', () => new Promise((resolve) => setTimeout(resolve, 40, {})))];
      const { findings } = await checkConformance(definePlugin({ id: 'late', name: 'Late', version: '1.0.0', hooks, routes }));
      console.log(findings.map(({ topic, message }) => topic + ' ' + message).join());`;
    const args = ['--input-type=module-typescript', '--eval', program];
    // Jest takes such errors for its own.
    const said = execFileSync(process.execPath, args, {
      cwd: path.resolve(import.meta.dirname, '..'),
      encoding: 'utf8',
    });
    expect(said).toMatch(
      /^isolation hooks\[0\].*: it leaves an error behind that nobody catches: Error: too late\. Await[^,]*, and catch[^,]*$/,
    );
  });
});

describe('a good plugin', () => {
  test('with every kind of extension has no findings', async () => {
    expect(await checkConformance(everything, { options: { site: 'tokyo' } })).toEqual({ findings: [], skipped: [] });
  });

  test('with nothing has none', async () => {
    const plugin = definePlugin({ id: 'empty', name: 'Empty', version: '1.0.0' });
    expect(await checkConformance(plugin)).toEqual({ findings: [], skipped: [] });
  });

  test('may extend what a plugin has that it depends on', async () => {
    const base = { name: 'A', version: '1.0.0' };
    const one = definePlugin({ ...base, id: 'one', typeDefs: 'type Rack { id: ID }' });
    const typeDefs = 'extend type Rack { spares: Int }';
    const other = definePlugin({ ...base, id: 'other', dependencies: ['one'], typeDefs });
    expect((await checkConformance(other)).findings).toHaveLength(1);
    expect((await checkConformance(other, { plugins: [one] })).findings).toEqual([]);
  });
});

describe('as tests', () => {
  test('there is one for each topic, which rejects with what is found there alone', async () => {
    const checks = conformanceChecks(PLANTED['a path without a slash']?.plugin);
    expect(checks.map(({ topic }) => topic)).toHaveLength(10);
    const outcomes = await Promise.allSettled(checks.map(({ run }) => run()));
    const failed = checks.filter((_check, index) => outcomes[index]?.status === 'rejected');
    expect(failed.map(({ topic }) => topic)).toEqual(['routes']);
    expect(outcomes[5]).toMatchObject({ reason: { message: expect.stringContaining('does not end with a slash') } });
  });

  test('runners that count parameters do not wait for a callback', () => {
    for (const { run } of conformanceChecks(everything)) expect(run).toHaveLength(0);
  });
});
