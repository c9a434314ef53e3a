import { describe, expect, test } from '@jest/globals';
import { GraphQLScalarType } from 'graphql';
import type { Context } from '../context.ts';
import { query, withTransaction } from '../db/index.ts';
import { rejected } from '../errors.ts';
import { makeTestDatabase } from '../test/database.ts';
import { mutation } from './mutation.ts';
import { openTestServer, type TestServer, startTestServer } from './test/test-server.ts';

const { orm } = await makeTestDatabase();
await query(orm.em.fork(), 'create table note (name text primary key, text text not null)');

interface Note {
  readonly name: string;
  readonly text: string;
}

/** The contexts that resolvers got, by the name of the note. */
const contexts = new Map<string, Set<Context>>();

function remember(ctx: Context, { name }: Note): void {
  contexts.set(name, (contexts.get(name) ?? new Set()).add(ctx));
}

function writeNote(ctx: Context, note: Note): Promise<Note> {
  return withTransaction(ctx, async (tx) => {
    await query(tx.em, 'insert into note (name, text) values ($1, $2)', [note.name, note.text]);
    if (note.text === 'refused') throw rejected('VETOED', 'This is refused.', ['text']);
    if (note.text === 'fault') throw new TypeError('A fault.');
    if (note.text === 'bad sql') await query(tx.em, 'select 1 / $1::int', [0]);
    return note;
  });
}

async function countNotes(ctx: Context): Promise<number> {
  const [row] = await query<{ count: number }>(ctx.em, 'select count(*) as count from note');
  return row?.count ?? 0;
}

const part = {
  id: 'mutation-test',
  typeDefs: `
    extend type Query { hello: String }
    extend type Mutation {
      write(input: NoteInput!, dryRun: Boolean = false): WritePayload!
      writeOptional(input: NoteInput!, dryRun: Boolean = false): WritePayload
      login(input: NoteInput!): LoginPayload!
    }
    input NoteInput { name: String! text: String! = "" }
    type Note { name: String! text: String! count: Int! dryRun: Boolean! }
    type WritePayload { note: Note errors: [Problem!]! }
    type LoginPayload { secret: String note: Note errors: [Problem!]! }
    type Problem { code: String! message: String! path: [String!]! plugin: String }
  `,
  resolvers: {
    Mutation: {
      write: mutation('note', async (ctx, note: Note) => {
        remember(ctx, note);
        return writeNote(ctx, note);
      }),
      writeOptional: mutation('note', writeNote),
      login: mutation(async (ctx, note: Note) => ({ secret: 'x', note: await writeNote(ctx, note) })),
    },
    Note: {
      count: (note: Note, _: unknown, ctx: Context) => {
        remember(ctx, note);
        return countNotes(ctx);
      },
      dryRun: (_: unknown, __: unknown, { dryRun }: Context) => dryRun,
    },
  },
};

const makeContext = () => ({ em: orm.em.fork() });
const SERVERS: Readonly<Record<string, TestServer>> = {
  'our executor': await startTestServer({ parts: [part], makeContext }),
  'graphql-js': await startTestServer({ parts: [part], makeContext, settings: { graphqlExecutor: 'graphql-js' } }),
};

describe.each(Object.entries(SERVERS))('with %s', (_name, server) => {
  const note = 'note { name text count dryRun } errors { code message path plugin }';

  async function run(source: string, variables: object = {}) {
    await query(orm.em.fork(), 'truncate note');
    contexts.clear();
    const { body } = await server.ask({ query: source, variables });
    const rows = await query<{ name: string }>(orm.em.fork(), 'select name from note order by name');
    return { ...body, stored: rows.map(({ name }) => name) };
  }

  test('what was done is the payload, read after the commit', async () => {
    expect(await run(`mutation { write(input: { name: "a" }) { ${note} } }`)).toEqual({
      data: { write: { note: { name: 'a', text: '', count: 1, dryRun: false }, errors: [] } },
      stored: ['a'],
    });
  });

  test('a payload without a key is what the work gives', async () => {
    const { data } = await run('mutation { login(input: { name: "a" }) { secret note { name } errors { code } } }');
    expect(data).toEqual({ login: { secret: 'x', note: { name: 'a' }, errors: [] } });
  });

  test('what is rejected is data, and nothing is written', async () => {
    const problem = { code: 'VETOED', message: 'This is refused.', path: ['text'], plugin: null };
    expect(await run(`mutation { write(input: { name: "a", text: "refused" }) { ${note} } }`)).toEqual({
      data: { write: { note: null, errors: [problem] } },
      stored: [],
    });
  });

  test('a fault is an error, and what comes after it is not begun', async () => {
    const fault = 'b: write(input: { name: "b", text: "fault" }) { errors { code } }';
    const { data, errors, stored } = await run(`mutation {
      a: write(input: { name: "a" }) { errors { code } } ${fault} c: write(input: { name: "c" }) { errors { code } }
    }`);
    expect(data).toBeNull();
    expect(errors).toEqual([expect.objectContaining({ message: 'Internal error', path: ['b'] })]);
    expect(stored).toEqual(['a']);
  });

  test('where the field may be null the next one is carried out', async () => {
    const { data, stored } = await run(`mutation {
      a: writeOptional(input: { name: "a", text: "fault" }) { errors { code } } b: writeOptional(input: { name: "b" }) { note { count } }
    }`);
    expect(data).toEqual({ a: null, b: { note: { count: 1 } } });
    expect(stored).toEqual(['b']);
  });

  test('fields run one after the other, each with a context that it shares with nothing but its payload', async () => {
    const { data } = await run(
      `mutation ($yes: Boolean!) { ...F z: __typename never: write(input: { name: "never" }) @skip(if: $yes) { errors { code } } }
       fragment F on Mutation { a: write(input: { name: "a" }) { note { count } } b: write(input: { name: "b" }) { note { count } } }`,
      { yes: true },
    );
    expect(data).toEqual({ a: { note: { count: 1 } }, b: { note: { count: 2 } }, z: 'Mutation' });
    const [a, b] = [contexts.get('a'), contexts.get('b')];
    expect([a?.size, b?.size]).toEqual([1, 1]);
    expect([...(a ?? [])][0]).not.toBe([...(b ?? [])][0]);
  });

  describe('a dry run', () => {
    test('answers as if it had been done and leaves nothing', async () => {
      expect(await run(`mutation { write(input: { name: "a" }, dryRun: true) { ${note} } }`)).toEqual({
        data: { write: { note: { name: 'a', text: '', count: 1, dryRun: true }, errors: [] } },
        stored: [],
      });
    });

    test('shows each field what those before it did', async () => {
      const { data, stored } = await run(`mutation ($dry: Boolean = true) {
        a: write(input: { name: "a" }, dryRun: $dry) { note { count } } b: write(input: { name: "b" }, dryRun: true) { note { count } }
      }`);
      expect(data).toEqual({ a: { note: { count: 1 } }, b: { note: { count: 2 } } });
      expect(stored).toEqual([]);
    });

    test.each(['refused', 'bad sql', 'fault'])('forgets what a field did before it ended with %p', async (text) => {
      const { data, stored } = await run(
        `mutation ($text: String!) {
          a: writeOptional(input: { name: "a", text: $text }, dryRun: true) { note { name } }
          b: write(input: { name: "a" }, dryRun: true) { note { count } }
        }`,
        { text },
      );
      expect(data).toEqual({ a: text === 'refused' ? { note: null } : null, b: { note: { count: 1 } } });
      expect(stored).toEqual([]);
    });

    test.each([
      [
        'one field is meant',
        'a: write(input: { name: "a" }, dryRun: true) { errors { code } } b: write(input: { name: "b" }) { errors { code } }',
      ],
      [
        'a field knows no dry run',
        'a: write(input: { name: "a" }, dryRun: true) { errors { code } } b: login(input: { name: "b" }) { errors { code } }',
      ],
    ])('is refused when %s', async (_case, fields) => {
      const { data, errors, stored } = await run(`mutation { ${fields} }`);
      expect(data).toBeUndefined();
      expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
      expect(errors?.[0]?.message).toContain('dryRun is true for a and not for b');
      expect(stored).toEqual([]);
    });
  });

  test('a variable of the wrong type is refused before anything is done', async () => {
    const { errors, stored } = await run('mutation ($n: NoteInput!) { write(input: $n) { errors { code } } }', {
      n: { name: 1 },
    });
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(stored).toEqual([]);
  });
});

test('variables are read once for all fields', async () => {
  let reads = 0;
  const Counted = new GraphQLScalarType({ name: 'Counted', parseValue: (value) => ((reads += 1), value) });
  const typeDefs = 'scalar Counted extend type Query { a: Int } extend type Mutation { take(value: Counted): String }';
  const counting = { id: 'counting', typeDefs, resolvers: { Counted, Mutation: { take: () => 'taken' } } };
  const server = await openTestServer({ parts: [counting], makeContext });
  const source = 'mutation ($v: Counted) { a: take(value: $v) b: take(value: $v) c: __typename d: __typename }';
  const { body } = await server.ask({ query: source, variables: { v: 1 } });
  await server.fastify.close();
  expect(body.data).toEqual({ a: 'taken', b: 'taken', c: 'Mutation', d: 'Mutation' });
  expect(reads).toBe(1);
});
