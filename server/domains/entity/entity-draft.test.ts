import { expect, test } from '@jest/globals';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity, type CreateEntityInput } from './index.ts';
import { problemsOf } from './test/problems-of.ts';

const world = await makeTestWorld();
const context = () => world.contextOf(world.admin);

const BAD: readonly (readonly [what: string, input: CreateEntityInput, problems: string[]])[] = [
  ['no name', {}, ['REQUIRED name']],
  ['a blank name', { name: ' \n ' }, ['REQUIRED name']],
  ['a name of 201 characters', { name: 'x'.repeat(201) }, ['TOO_LONG name']],
  ['a name with NUL', { name: 'a\0b' }, ['INVALID name']],
  ['a name with a lone surrogate', { name: 'a\ud800b' }, ['INVALID name']],
  ['a long note', { name: 'n', note: 'x'.repeat(201) }, ['TOO_LONG note']],
  ['a note with NUL', { name: 'n', note: '\0' }, ['INVALID note']],
  ['a pattern that is none', { name: 'n', itemNamePattern: '(' }, ['INVALID itemNamePattern']],
  ['a pattern that looks back', { name: 'n', itemNamePattern: '(a)\\1' }, ['INVALID itemNamePattern']],
  ['a pattern of 401 characters', { name: 'n', itemNamePattern: 'x'.repeat(401) }, ['TOO_LONG itemNamePattern']],
  [
    'an attribute without name and type',
    { name: 'n', attrs: [{}] },
    ['REQUIRED attrs.0.type', 'REQUIRED attrs.0.name'],
  ],
  [
    'an attribute type that is internal',
    { name: 'n', attrs: [{ name: 'a', type: 'NAMED_OBJECT_BOOLEAN', referral: ['999999'] }] },
    ['INVALID attrs.0.type', 'NOT_FOUND attrs.0.referral.0'],
  ],
  [
    'two attributes of one name',
    {
      name: 'n',
      attrs: [
        { name: 'ä', type: 'STRING' },
        { name: 'Ä', type: 'STRING' },
      ],
    },
    ['DUPLICATE attrs.1.name'],
  ],
  ['a reference to nothing', { name: 'n', attrs: [{ name: 'a', type: 'OBJECT' }] }, ['REQUIRED attrs.0.referral']],
  [
    'a reference to an empty list',
    { name: 'n', attrs: [{ name: 'a', type: 'ARRAY_OBJECT', referral: [] }] },
    ['REQUIRED attrs.0.referral'],
  ],
  [
    'a reference to what does not exist',
    { name: 'n', attrs: [{ name: 'a', type: 'OBJECT', referral: ['999999', 'x', '-1'] }] },
    ['NOT_FOUND attrs.0.referral.0', 'NOT_FOUND attrs.0.referral.1', 'NOT_FOUND attrs.0.referral.2'],
  ],
  ['a select without choices', { name: 'n', attrs: [{ name: 'a', type: 'SELECT' }] }, ['REQUIRED attrs.0.choices']],
  [
    'a select with an empty label',
    { name: 'n', attrs: [{ name: 'a', type: 'SELECT', choices: [{ label: '' }] }] },
    ['REQUIRED attrs.0.choices.0.label'],
  ],
  [
    'a select with two equal labels',
    { name: 'n', attrs: [{ name: 'a', type: 'SELECT', choices: [{ label: 'x' }, { label: 'x' }] }] },
    ['DUPLICATE attrs.0.choices.1.label'],
  ],
  [
    'a select with two equal values',
    {
      name: 'n',
      attrs: [
        {
          name: 'a',
          type: 'MULTI_SELECT',
          choices: [
            { value: 'v', label: 'x' },
            { value: 'v', label: 'y' },
          ],
        },
      ],
    },
    ['DUPLICATE attrs.0.choices.1.value'],
  ],
  [
    'a default of another type',
    { name: 'n', attrs: [{ name: 'a', type: 'NUMBER', defaultValue: '4' }] },
    ['INVALID attrs.0.defaultValue'],
  ],
  [
    'a default for a type without',
    { name: 'n', attrs: [{ name: 'a', type: 'DATE', defaultValue: '2026-01-01' }] },
    ['INVALID attrs.0.defaultValue'],
  ],
  [
    'a boolean default that is a number',
    { name: 'n', attrs: [{ name: 'a', type: 'BOOLEAN', defaultValue: 1 }] },
    ['INVALID attrs.0.defaultValue'],
  ],
  [
    'a name order for a date',
    { name: 'n', attrs: [{ name: 'a', type: 'DATE', nameOrder: 1 }] },
    ['INVALID attrs.0.nameOrder'],
  ],
  [
    'a long prefix',
    { name: 'n', attrs: [{ name: 'a', type: 'STRING', namePrefix: 'x'.repeat(21) }] },
    ['TOO_LONG attrs.0.namePrefix'],
  ],
  [
    'a long postfix',
    { name: 'n', attrs: [{ name: 'a', type: 'STRING', namePostfix: 'x'.repeat(21) }] },
    ['TOO_LONG attrs.0.namePostfix'],
  ],
  [
    'a long label attribute',
    { name: 'n', attrs: [{ name: 'a', type: 'STRING', displayAttr: 'x'.repeat(201) }] },
    ['TOO_LONG attrs.0.displayAttr'],
  ],
];
test.each(BAD)('%s is refused and nothing is written', async (_what, input, problems) => {
  const ctx = await context();
  expect(await problemsOf(createEntity(ctx, input))).toEqual(problems);
  expect((await context()).catalog.findEntityByName('n')).toBeNull();
});
