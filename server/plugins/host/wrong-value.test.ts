import { expect, test } from '@jest/globals';
import { definePlugin, getAttrsHook } from 'pagoda-plugin-sdk';
import { makeTestApp } from '../../test/app.ts';

const wrong = definePlugin({
  id: 'wrong-plugin',
  name: 'Wrong',
  version: '1.0.0',
  hooks: [getAttrsHook('entry', ({ attrinfo }) => attrinfo.map((attr) => ({ ...attr, value: 42 })))],
});
const { data } = await makeTestApp({}, [], { plugins: [wrong] });

test('a value that does not fit its type is a fault of the handler: what is stored shows, and the fault is counted', async () => {
  await data(`mutation {
    createEntity(input: { name: "Site", attrs: [{ name: "website", type: STRING }] }) { errors { code } }
    createEntry(input: { entityName: "Site", name: "a", attrs: [{ attr: "website", value: "a.example" }] }) { errors { code } }
  }`);
  const read = await data(`{
    entries(entityName: "Site") { nodes { attr(name: "website") { json text } } }
    plugins { hooks { calls failures } }
  }`);
  expect(read.entries.nodes).toEqual([{ attr: { json: 'a.example', text: 'a.example' } }]);
  const { plugins } = await data('{ plugins { hooks { calls failures } } }');
  expect(plugins).toEqual([{ hooks: [{ calls: 1, failures: 1 }] }]);
});
