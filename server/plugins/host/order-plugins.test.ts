import { describe, expect, test } from '@jest/globals';
import { definePlugin } from 'pagoda-plugin-sdk';
import type { Candidate } from '../discovery/index.ts';
import { orderPlugins } from './order-plugins.ts';

function plugin(id: string, ...dependencies: string[]): Candidate {
  return { entry: `entry-${id}`, found: null, plugin: definePlugin({ id, name: id, version: '1.0.0', dependencies }) };
}

function order(...given: Candidate[]) {
  const { candidates, refused } = orderPlugins(given);
  return {
    order: candidates.map(({ plugin: { id } }) => id),
    refused: refused.map(({ plugin: one, reason }) => [one?.id, reason]),
  };
}

describe('the order of loading', () => {
  test('is that of the list where nothing depends on anything', () => {
    expect(order(plugin('c'), plugin('a'), plugin('b'))).toEqual({ order: ['c', 'a', 'b'], refused: [] });
  });

  test('puts dependencies first and keeps the rest in their order', () => {
    expect(order(plugin('c', 'b', 'a'), plugin('d'), plugin('a'), plugin('b', 'a')).order).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  test('leaves out who depends on what is not enabled, and who depends on those', () => {
    expect(order(plugin('a', 'gone'), plugin('b', 'a'), plugin('c'))).toEqual({
      order: ['c'],
      refused: [
        ['a', 'it depends on the plugin "gone", which is not enabled. Add it to ENABLED_PLUGINS'],
        ['b', 'it depends on the plugin "a", which was refused'],
      ],
    });
  });

  test('leaves out a circle and who depends on it', () => {
    expect(order(plugin('x', 'a'), plugin('a', 'b'), plugin('b', 'a'), plugin('self', 'self'), plugin('ok'))).toEqual({
      order: ['ok'],
      refused: [
        ['x', 'it depends on the plugin "a", which was refused'],
        ['a', 'circular dependency a -> b -> a'],
        ['b', 'circular dependency b -> a -> b'],
        ['self', 'circular dependency self -> self'],
      ],
    });
  });

  test('keeps the first of two with the same id, and does not put the blame on it', () => {
    const [first, second] = [plugin('twin'), { ...plugin('twin'), entry: 'other' }];
    expect(order(first, second)).toEqual({
      order: ['twin'],
      refused: [
        [
          undefined,
          'its id "twin" is already registered by "entry-twin", and two plugins cannot share one. Leave one of them out, or give "other" another id',
        ],
      ],
    });
  });

  test('names the second by its package where its entry has the name of the first', () => {
    const found = { name: 'twin', package: 'pagoda-other', version: '1.0.0', module: '/other/plugin.js' };
    const { refused } = orderPlugins([plugin('twin'), { ...plugin('twin'), entry: 'twin', found }]);
    expect(refused).toMatchObject([{ entry: 'pagoda-other/twin', plugin: null, found }]);
  });
});
