import { describe, expect, test } from '@jest/globals';
import { type ExecutionResult, parse } from 'graphql';
import { assembleSchema } from '../assemble-schema.ts';
import { Deadline, execute } from './index.ts';

function spoil(_parent: unknown, args: Record<string, unknown>): string {
  const before = JSON.stringify(args);
  for (const value of Object.values(args))
    if (typeof value === 'object' && value !== null) Object.assign(value, { spoilt: true });
  args['spoilt'] = true;
  return before;
}

let order: string[] = [];

async function inOrder(_parent: unknown, { name, pauses }: { name: string; pauses: number }): Promise<string> {
  order.push(`${name} begins`);
  for (let pause = 0; pause < pauses; pause += 1) await Promise.resolve();
  order.push(`${name} ends`);
  return name;
}

const schema = assembleSchema([
  {
    id: 'plan-test',
    typeDefs: `
      scalar JSON
      extend type Query { spoil(text: String, json: JSON, input: Input): String items: [Item!]! }
      extend type Mutation { inOrder(name: String!, pauses: Int!): String }
      input Input { list: [Int!] }
      type Item { items: [Item!]! name: String }
    `,
    resolvers: {
      Query: { spoil, items: () => Array.from({ length: 1000 }, () => ({})) },
      Mutation: { inOrder },
      Item: { items: () => Array.from({ length: 1000 }, () => ({})) },
    },
  },
]);

async function run(source: string, variableValues = {}, deadline?: Deadline): Promise<ExecutionResult> {
  return execute({ schema, document: parse(source), variableValues, deadline });
}

describe('a plan', () => {
  test.each([
    ['literals', '{ spoil(text: "a", json: { b: 1 }) }', {}],
    ['flat literals', '{ spoil(text: "a", input: null) }', {}],
    ['variables', 'query ($t: String, $j: JSON) { spoil(text: $t, json: $j) }', { t: 'a', j: { b: 1 } }],
  ])('gives each call arguments of its own: %s', async (_name, source, variables) => {
    const document = parse(source);
    const texts = [];
    for (let call = 0; call < 3; call += 1) {
      const { data } = await execute({ schema, document, variableValues: structuredClone(variables) });
      texts.push(data?.['spoil']);
    }
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).not.toContain('spoilt');
  });

  test('never takes a text for code', async () => {
    const code = '0)},x={b:(globalThis.isTaken=true';
    for (const text of [code, `\${${code}}`, `"+(${code})+"`, '__proto__', 'constructor']) {
      const { data } = await run(`{ spoil(text: ${JSON.stringify(text)}, json: { key: ${JSON.stringify(text)} }) }`);
      expect(JSON.parse(String(data?.['spoil']))).toMatchObject({ text, json: { key: text } });
    }
    expect(globalThis).not.toHaveProperty('isTaken');
  });

  test.each([0, 1_000])(
    'answers under the name __proto__ like under any other (compiled after %d)',
    async (compileAfter) => {
      const document = parse('{ __proto__: spoil(text: "a", input: null) constructor: __typename }');
      const { data } = await execute({ schema, document, rootValue: {}, compileAfter });
      expect(JSON.stringify(data)).toBe('{"__proto__":"{\\"text\\":\\"a\\",\\"input\\":null}","constructor":"Query"}');
    },
  );

  test('holds for one combination of conditions', async () => {
    const document = parse(
      'query ($a: Boolean!, $b: Boolean = false) { a: __typename @include(if: $a) b: __typename @skip(if: $b) }',
    );
    const keys = [];
    for (const variableValues of [
      { a: true },
      { a: false },
      { a: false, b: true },
      { a: true, b: true },
      { a: true },
    ]) {
      const { data } = await execute({ schema, document, variableValues });
      keys.push(Object.keys(data ?? {}).join(''));
    }
    expect(keys).toEqual(['ab', 'b', '', 'a', 'ab']);
  });

  test('carries out mutations one after the other', async () => {
    order = [];
    const { data } = await run('mutation { a: inOrder(name: "a", pauses: 5) b: inOrder(name: "b", pauses: 0) }');
    expect(data).toEqual({ a: 'a', b: 'b' });
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('stops at its deadline though it never waits', async () => {
    const deadline = new Deadline(5);
    await run('{ items { items { items { name } } } }', {}, deadline);
    expect(deadline.isOver).toBe(true);
  });
});
