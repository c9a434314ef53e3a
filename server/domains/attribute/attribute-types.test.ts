import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Kind, parse, type EnumTypeDefinitionNode } from 'graphql';
import {
  attributeTypeOfCode,
  attributeTypeOfName,
  attributeTypes,
  findAttributeTypeOfCode,
} from './attribute-types.ts';

const all = Object.values(attributeTypes);

test('the table and the GraphQL enum hold the same types with the same codes', () => {
  const sdl = readFileSync(new URL('../../../schema/entity.graphql', import.meta.url), 'utf8');
  const inSchema = parse(sdl)
    .definitions.filter((node): node is EnumTypeDefinitionNode => node.kind === Kind.ENUM_TYPE_DEFINITION)
    .filter((node) => node.name.value === 'AttributeType')
    .flatMap((node) => node.values ?? [])
    .map((value) => `${value.name.value} ${parseInt(value.description?.value ?? '', 10)}`);
  expect(all.map((type) => `${type.name} ${type.code}`).toSorted()).toEqual(inSchema.toSorted());
  expect(all).toHaveLength(20);
});

test('every type stands under its own name', () => {
  for (const [name, type] of Object.entries(attributeTypes)) expect(type.name).toBe(name);
});

test('types are found by code and by name', () => {
  for (const type of all) {
    expect(findAttributeTypeOfCode(type.code)).toBe(type);
    expect(attributeTypeOfCode(type.code)).toBe(type);
    expect(attributeTypeOfName(type.name)).toBe(type);
  }
});

test('what is no type is said by name', () => {
  expect(findAttributeTypeOfCode(7)).toBeNull();
  expect(() => attributeTypeOfCode(7)).toThrow('No attribute type has the code 7');
  expect(() => attributeTypeOfName('__proto__')).toThrow('No attribute type has the name __proto__');
});

test('the code says what the type is made of', () => {
  const [object, group, role, array] = [1, 16, 64, 1024];
  for (const { code, isArray, refersTo } of all) {
    expect(isArray).toBe((code & array) !== 0);
    expect(refersTo).toBe(code & object ? 'entry' : code & group ? 'group' : code & role ? 'role' : null);
  }
});

test('one type cannot be created, four have defaults', () => {
  expect(all.filter((type) => !type.isCreatable).map((type) => type.name)).toEqual(['NAMED_OBJECT_BOOLEAN']);
  expect(all.flatMap((type) => (type.defaultValue ? [`${type.name} ${type.defaultValue}`] : []))).toEqual([
    'STRING string',
    'TEXT string',
    'BOOLEAN boolean',
    'NUMBER number',
  ]);
});

test('an entry without a value shows what the reference says', () => {
  const named = { name: '', id: null };
  expect(Object.fromEntries(all.map((type) => [type.name, type.emptyValue]))).toEqual({
    ...Object.fromEntries(all.map((type) => [type.name, type.isArray ? [] : null])),
    STRING: '',
    TEXT: '',
    BOOLEAN: false,
    NAMED_OBJECT: named,
    NAMED_OBJECT_BOOLEAN: { ...named, boolean: false },
  });
});

test('filters and orders fit the types', () => {
  const having = (operator: string) =>
    all.flatMap((type) => (type.operators.some((o) => o === operator) ? [type.name] : []));
  const everything = all.map((type) => type.name);
  expect(having('eq')).toEqual(everything);
  expect(having('in')).toEqual(everything);
  expect(having('isEmpty')).toEqual(everything);
  expect(having('refersTo')).toEqual(all.filter((type) => type.refersTo === 'entry').map((type) => type.name));
  expect(having('before')).toEqual(['DATE', 'DATETIME']);
  expect(having('after')).toEqual(['DATE', 'DATETIME']);
  expect(having('gt')).toEqual(['NUMBER']);
  expect(having('lt')).toEqual(['NUMBER']);
  expect(having('startsWith')).toEqual(having('contains'));
  const withoutText = ['BOOLEAN', 'GROUP', 'ROLE', 'ARRAY_NUMBER', 'ARRAY_GROUP', 'ARRAY_ROLE'];
  expect(having('contains')).toEqual(everything.filter((name) => !withoutText.includes(name)));
  expect(all.flatMap((type) => (type.order ? [`${type.name} ${type.order}`] : []))).toEqual([
    'STRING text',
    'TEXT text',
    'BOOLEAN boolean',
    'NUMBER number',
    'DATE text',
    'DATETIME text',
    'SELECT text',
  ]);
});
