import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AnyHookRegistration, AttrInfo } from 'pagoda-plugin-sdk';
import { makeTestApp } from '../../test/app.ts';
import { createEntity, updateEntity } from '../entity/index.ts';
import { createEntries, updateEntry } from './index.ts';

const calls: string[] = [];
const hooks = [
  {
    hook: 'entry.get_attrs',
    handler: ({ entry, attrinfo }: { entry: { name: string }; attrinfo: AttrInfo[] }) => {
      calls.push(`${entry.name}: ${attrinfo.map(({ name }) => name).join()}`);
      return attrinfo.map((info) => (info.name === 'label' ? { ...info, value: `${String(info.value)}!` } : info));
    },
  },
  {
    hook: 'entity.get_attrs',
    batch: true,
    handler: ({ entities, attrinfos }: { entities: { name: string }[]; attrinfos: AttrInfo[][] }) => {
      calls.push(entities.map(({ name }) => name).join());
      return attrinfos;
    },
  },
] as unknown as AnyHookRegistration[];

const { app, admin, data } = await makeTestApp({}, [{ id: 'seeing', hooks }]);

beforeAll(async () => {
  const ctx = await app.contextFor(admin);
  const { id } = await createEntity(ctx, { name: 'Node', attrs: [{ name: 'label', type: 'STRING' }] });
  await updateEntity(ctx, { id: String(id), attrs: [{ name: 'next', type: 'OBJECT', referral: [String(id)] }] });
  const nodes = await createEntries(ctx, {
    entityName: 'Node',
    entries: ['a', 'b'].map((name) => ({ name, attrs: [{ attr: 'label', value: name }] })),
  });
  for (const [index, node] of nodes.entries()) {
    const value = nodes[1 - index]?.id;
    await updateEntry(ctx, { id: String(node.id), attrs: [{ attr: 'next', value }] });
  }
  await createEntity(ctx, { name: 'Other', attrs: [{ name: 'x', type: 'STRING' }] });
});

beforeEach(() => void calls.splice(0));

describe('get_attrs handlers', () => {
  test('what an entry shows does not depend on what was asked of it elsewhere in the request', async () => {
    const answer =
      await data(`{ entries(entityName: "Node") { nodes { name attr(name: "next") { value { ... on EntryValue {
      entry { name attr(name: "label") { text } next: attr(name: "next") { text } } } } } } } }`);
    const [a, b] = answer.entries.nodes;
    expect(a.attr.value.entry).toEqual({ name: 'b', attr: { text: 'b!' }, next: { text: 'a' } });
    expect(b.attr.value.entry).toEqual({ name: 'a', attr: { text: 'a!' }, next: { text: 'b' } });
  });

  test('are called once for an entry that a request shows several times', async () => {
    await data(`{
      one: entries(entityName: "Node") { nodes { attrs { text } } }
      two: entries(entityName: "Node", orderBy: [{ field: NAME, direction: DESC }]) { nodes { attrs { text } attr(name: "label") { text } } }
    }`);
    expect(calls.toSorted()).toEqual(['a: label,next', 'b: label,next']);
  });

  test('are called once for a page of entities, however often a request shows them', async () => {
    await data(
      '{ entities { nodes { attrs { name } again: attrs { type } } } more: entity(name: "Node") { attrs { name } } }',
    );
    expect(calls.flatMap((call) => call.split(',')).toSorted()).toEqual(['Node', 'Other']);
    expect(calls.length).toBeLessThanOrEqual(2);
  });
});
