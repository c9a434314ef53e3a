import { describe, expect, test } from '@jest/globals';
import { buildSchema, isObjectType, Kind, parse } from 'graphql';
import { ownedBy } from '../blame.ts';
import { AnswerFields } from './answer-fields.ts';

const schema = buildSchema(`
  type Query { rack: Rack ghost: Ghost }
  type Ghost { name: String rack: Rack ghosts: [Ghost] }
  type Rack { name: String size: Int ghost: Ghost }
`);

function resolve(type: string, field: string, resolver: () => unknown): void {
  const found = schema.getType(type);
  if (!isObjectType(found)) throw new Error(`There is no type ${type}`);
  Object.assign(found.getFields()[field] ?? {}, { resolve: resolver });
}

resolve('Query', 'rack', () => ({}));
resolve(
  'Query',
  'ghost',
  ownedBy(() => ({}), 'haunted'),
);
resolve('Rack', 'size', () => 1);
resolve(
  'Rack',
  'ghost',
  ownedBy(() => ({}), 'spooky'),
);

const document = parse(`{
  rack { name size ghost { name } }
  ghost { name rack { name size } ghosts { name } }
}`);
const [operation] = document.definitions;
if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no operation');
const fields = new AnswerFields({ schema, document, operation });

describe('what stands in an answer', () => {
  test.each([
    [['rack', 'name'], undefined],
    [['ghost'], 'haunted'],
    [['ghost', 'name'], 'haunted'],
    [['ghost', 'ghosts', 0, 'name'], 'haunted'],
    [['ghost', 'rack', 'name'], 'haunted'],
    [['rack', 'ghost', 'name'], 'spooky'],
  ])('was given by the plugin whose resolver made it or what is above: %j', (path, owner) => {
    expect(fields.ownerAt(path)).toBe(owner);
  });

  test('was given by the core where its own resolver runs below a field of a plugin', () => {
    expect(fields.ownerAt(['ghost', 'rack', 'size'])).toBeUndefined();
  });
});
