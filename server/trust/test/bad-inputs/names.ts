import type { TrustWorld } from '../world.ts';
import { operation, show, type BadInput } from './bad-input.ts';

const ENTRY =
  'mutation ($name: String!) { createEntry(input: { entityName: "Target", name: $name }) { errors { code message } } }';
const RENAME = `mutation ($id: ID!, $name: String) { updateEntry(input: { id: $id, name: $name }) { errors { code message } } }`;
const COPY =
  'mutation ($id: ID!, $names: [String!]!) { copyEntry(input: { id: $id, names: $names }) { errors { code message } } }';
const ENTITY = 'mutation ($input: CreateEntityInput!) { createEntity(input: $input) { errors { code message } } }';

const blank = ['', ' ', '\t', '\n', '\r\n', '\u00a0', '\u3000', '\ufeff', ' \n\t '];
const unstorable = ['a\0b', '\0', '\ud800', 'a\udfff', '\udc00\ud800', '😀\ud83d'];
const tooLong = ['a'.repeat(201), 'é'.repeat(201), '😀'.repeat(201), 'a'.repeat(1_000_000)];
const noTexts = [null, 5, true, [], ['a'], {}];

interface BadName {
  readonly name: unknown;
  readonly code: string;
}

const badNamesOf = (blankCode = 'REQUIRED'): BadName[] => [
  ...blank.map((name) => ({ name, code: blankCode })),
  ...unstorable.map((name) => ({ name, code: 'INVALID' })),
  ...tooLong.map((name) => ({ name, code: 'TOO_LONG' })),
  ...noTexts.map((name) => ({ name, code: 'BAD_USER_INPUT' })),
];

/** Names that entries, entities and attributes cannot have. */
export function badNames({ targetEntry, everythingEntity }: TrustWorld): BadInput[] {
  const all = badNamesOf();
  const attr = { name: 'a', type: 'STRING' };
  const entity = (title: string, code: string, input: object): BadInput =>
    operation(title, code, ENTITY, { input: { name: 'New', ...input } });
  return [
    ...all.map(({ name, code }) => operation(`entry: ${show(name)}`, code, ENTRY, { name })),
    ...all
      .filter(({ name }) => name !== null)
      .map(({ name, code }) => operation(`rename: ${show(name)}`, code, RENAME, { id: targetEntry, name })),
    ...all
      .filter(({ name }) => !Array.isArray(name))
      .map(({ name, code }) => operation(`copy: ${show(name)}`, code, COPY, { id: targetEntry, names: ['ok', name] })),
    ...all.map(({ name, code }) => entity(`entity: ${show(name)}`, code, { name })),
    ...all.map(({ name, code }) => entity(`attribute: ${show(name)}`, code, { attrs: [{ ...attr, name }] })),
    operation('a name with a tab', 'INVALID', ENTRY, { name: 'a\tb' }),
    operation('a name that is taken', 'DUPLICATE', ENTRY, { name: 'target' }),
    operation('a name that is taken in other letters', 'DUPLICATE', ENTRY, { name: ' TARGET ' }),
    operation('the same name twice among copies', 'DUPLICATE', COPY, { id: targetEntry, names: ['ÄÖ', 'äö'] }),
    operation('the same name twice, decomposed', 'DUPLICATE', COPY, { id: targetEntry, names: ['é', 'e\u0301'] }),
    operation('no copies', 'REQUIRED', COPY, { id: targetEntry, names: [] }),
    operation('101 copies', 'TOO_MANY', COPY, {
      id: targetEntry,
      names: Array.from({ length: 101 }, (_, i) => `c${i}`),
    }),
    ...['server', 'A-1', 'a-1x', 'rack-'].map((name) =>
      operation(`a name against the pattern: ${name}`, 'INVALID', ENTRY.replace('Target', 'Patterned'), { name }),
    ),
    entity('an entity that is there', 'DUPLICATE', { name: 'everything' }),
    entity('two attributes of one name', 'DUPLICATE', { attrs: [attr, { ...attr, name: 'A' }] }),
    entity('a note of 201 characters', 'TOO_LONG', { note: 'a'.repeat(201) }),
    entity('a note with NUL', 'INVALID', { note: '\0' }),
    entity('a pattern that is none', 'INVALID', { itemNamePattern: '(' }),
    entity('a pattern with look-ahead', 'INVALID', { itemNamePattern: '(?=a)a' }),
    entity('a pattern with a back-reference', 'INVALID', { itemNamePattern: String.raw`(a)\1` }),
    entity('a pattern that grows', 'INVALID', { itemNamePattern: '((a{99}){99}){99}' }),
    entity('a pattern with NUL', 'INVALID', { itemNamePattern: 'a\0' }),
    entity('a pattern of 401 characters', 'TOO_LONG', { itemNamePattern: 'a'.repeat(401) }),
    entity('a type that cannot be created', 'INVALID', { attrs: [{ name: 'a', type: 'NAMED_OBJECT_BOOLEAN' }] }),
    entity('a reference to no entity', 'REQUIRED', { attrs: [{ name: 'a', type: 'OBJECT' }] }),
    entity('a reference to an entry', 'NOT_FOUND', { attrs: [{ name: 'a', type: 'OBJECT', referral: [targetEntry] }] }),
    entity('a select without choices', 'REQUIRED', { attrs: [{ name: 'a', type: 'SELECT', choices: [] }] }),
    entity('a default that does not fit', 'INVALID', { attrs: [{ name: 'a', type: 'NUMBER', defaultValue: 'x' }] }),
    entity('a default where there is none', 'INVALID', {
      attrs: [{ name: 'a', type: 'DATE', defaultValue: '2026-03-01' }],
    }),
    entity('a place beyond 32 bits', 'BAD_USER_INPUT', { attrs: [{ ...attr, index: 2_147_483_648 }] }),
    entity('an unknown source of names', 'BAD_USER_INPUT', { itemNameType: 'MAGIC' }),
    operation(
      'another type for an attribute',
      'NOT_FOUND',
      'mutation ($id: ID!) { updateEntity(input: { id: $id, attrs: [{ id: "1", type: NUMBER }] }) { errors { code message } } }',
      { id: everythingEntity },
    ),
  ];
}
