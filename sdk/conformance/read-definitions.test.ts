import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Kind, parse, type ConstDirectiveNode, type InputValueDefinitionNode } from 'graphql';
import { readDefinitions, type Definition } from './read-definitions.ts';

const TRICKY = `
  """ type No { "a" } \\""" enum """
  type type implements input & Mine @scalar(enum: "{ type X }", input: [{ schema: union }]) { enum: Int "type Y {" b(c: [Int!]! = [1] @x): Int! }
  # input Not { a: Int! }
  extend type Entry @a @b(c: 1)
  union union = input | type
  input One @oneOf { a: [Int!]! = [1, 2] @x(y: 1) "What: for!" b: String = "c: Int!", c: Int!, d: [[Int!]!] e: In = { f: 1, g: { h: 2 } } }
  directive @on(input: Int! = 3) repeatable on FIELD | OBJECT
  directive @bare on
    | FIELD
  extend schema @a { query: Q }
  schema { query: Query }
  enum input { type input TRUE }
  extend union union = | Mine
  extend scalar Date @specifiedBy(url: "x")
  interface Mine implements type { a: Int }
`;

const KINDS: readonly [RegExp, string][] = [
  [/^Schema/, 'schema'],
  [/^Directive/, 'directive'],
  [/^Object/, 'type'],
  [/^Input/, 'input'],
  [/^Enum/, 'enum'],
  [/^Union/, 'union'],
  [/^Interface/, 'interface'],
  [/^Scalar/, 'scalar'],
];

/** The same as the parser of GraphQL reads it. */
function parsed(sdl: string): readonly Definition[] {
  return parse(sdl).definitions.map((node) => {
    const kind = KINDS.find(([pattern]) => pattern.test(node.kind))?.[1] ?? '';
    const name = 'name' in node && node.name ? node.name.value : '';
    const of = (key: string): readonly unknown[] => (Reflect.get(node, key) as readonly unknown[] | undefined) ?? [];
    const fields = kind === 'input' ? (of('fields') as readonly InputValueDefinitionNode[]) : [];
    return {
      isExtension: node.kind.endsWith('Extension'),
      kind,
      name: kind === 'directive' ? `@${name}` : name,
      directives: (of('directives') as readonly ConstDirectiveNode[]).map((one) => one.name.value),
      interfaces: (of('interfaces') as readonly { name: { value: string } }[]).map((one) => one.name.value),
      fields: fields.map((one) => ({
        name: one.name.value,
        isRequired: one.type.kind === Kind.NON_NULL_TYPE,
        hasDefault: one.defaultValue !== undefined,
      })),
    };
  });
}

test.each([
  ['of the server', readFileSync(new URL('../../docs/schema.graphql', import.meta.url), 'utf8')],
  ['with keywords as names, texts and comments', TRICKY],
])('definitions are read as the parser reads them: SDL %s', (_name, sdl) => {
  const read = readDefinitions(sdl);
  expect(read.length).toBeGreaterThan(10);
  expect(read).toEqual(parsed(sdl));
});
