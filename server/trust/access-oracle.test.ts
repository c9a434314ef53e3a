/** Nobody can tell what he may not see from what is not there: not by answers, errors, counts, orders, cursors or statements. */
import { describe, expect, test } from '@jest/globals';
import { listStatements } from '../test/statements.ts';
import { attributeProbes, readProbes, writeProbes, type Probe } from './test/access/probes.ts';
import { makeTwin, UNSEEN_ENTRIES, type Twin } from './test/access/twins.ts';

const hidden = await makeTwin('hidden');
const absent = await makeTwin('absent');
const deleted = await makeTwin('deleted');
const renamed = await makeTwin('renamed');

test('the twins have the same ids', () => {
  for (const twin of [absent, deleted, renamed]) {
    expect(twin.ids).toEqual(hidden.ids);
    expect(twin.attributes).toEqual(hidden.attributes);
    expect(twin.versions).toEqual(hidden.versions);
  }
});

/** The answer and how many statements it took. */
async function answerTo({ test: { graphql }, token }: Twin, { query, variables = {} }: Probe): Promise<string> {
  let answer: object = {};
  const statements = await listStatements(async () => {
    answer = await graphql(query, variables, token);
  });
  // Each request has an id of its own.
  return `${statements.length} statements: ${JSON.stringify(answer).replaceAll(/,?"requestId":"[^"]*"/g, '')}`;
}

/** Every twin is asked the same in the same order, so what is kept for the next time is the same too. */
const known = new Map<string, readonly string[]>();

async function answersTo(twin: Twin, name: string, probes: readonly Probe[]): Promise<readonly string[]> {
  const key = `${twin.kind} ${twin.token} ${name}`;
  const answers: string[] = [...(known.get(key) ?? [])];
  if (answers.length === 0) for (const probe of probes) answers.push(await answerTo(twin, probe));
  known.set(key, answers);
  return answers;
}

async function differences(one: Twin, other: Twin, name: string, probes: readonly Probe[]): Promise<string[]> {
  const [answers, others] = [await answersTo(one, name, probes), await answersTo(other, name, probes)];
  return probes.flatMap((probe, index) =>
    answers[index] === others[index]
      ? []
      : [`${probe.name}\n  ${one.kind}: ${answers[index]}\n  ${other.kind}: ${others[index]}`],
  );
}

async function cursorsOf({ test: { data } }: Twin): Promise<Record<string, string>> {
  const { entries } = await data('{ entries(first: 100) { edges { cursor node { id } } } }');
  const cursors = new Map(
    (entries.edges as { cursor: string; node: { id: string } }[]).map(({ cursor, node }) => [node.id, cursor]),
  );
  return Object.fromEntries(
    UNSEEN_ENTRIES.flatMap((key): [string, string][] => {
      const cursor = cursors.get(hidden.ids[key] ?? '');
      return cursor ? [[key, cursor]] : [];
    }),
  );
}

const isCopyOfThing = (text: string): boolean =>
  ['a', 'b', 'c', 'e'].some((key) => text.startsWith(`copyEntry {"id":"${hidden.ids[key]}","names":["copy"]}`));
const reads = readProbes(hidden, await cursorsOf(hidden));
const writes = writeProbes(hidden);

const OTHERS = [
  ['absent', absent],
  ['deleted', deleted],
  ['renamed', renamed],
] as const;

describe.each(OTHERS)('hidden and %s', (_kind, twin) => {
  test(`${reads.length} reads cannot tell them apart`, async () => {
    expect(await differences(hidden, twin, 'reads', reads)).toEqual([]);
  });

  test(`${writes.length} changes cannot tell them apart`, async () => {
    const found = await differences(hidden, twin, 'changes', writes);
    // Where values keep the number of what never was, a copy of them cannot be written at all.
    expect(twin === absent ? found.filter((text) => !isCopyOfThing(text)) : found).toEqual([]);
  });
});

test('who may see everything can tell them apart by many of these', async () => {
  const superusers = [hidden, deleted].map((twin): Twin => ({ ...twin, token: twin.test.token }));
  const [one, other] = superusers;
  if (!one || !other) throw new Error('There is no superuser');
  expect((await differences(one, other, 'reads', reads)).length).toBeGreaterThan(reads.length / 5);
  expect((await differences(one, other, 'changes', writes)).length).toBeGreaterThan(writes.length / 5);
});

test('what is said of an attribute that may not be seen does not depend on its value', async () => {
  expect(await differences(hidden, renamed, 'attributes', attributeProbes(hidden))).toEqual([]);
});

test('a stream of changes of an entity that may not be seen is refused like one of none', async () => {
  const open = async ({ test: { app }, token }: Twin, by: string): Promise<string> => {
    const answer = await app.fastify.inject({
      method: 'POST',
      url: '/graphql/stream',
      headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
      payload: { query: `subscription { entryChanged(${by}) { id } }` },
    });
    return answer.body.replaceAll(/,?"requestId":"[^"]*"/g, '');
  };
  for (const by of [`entity: ${hidden.ids['Secret']}`, 'entityName: "Secret"']) {
    const refused = await open(hidden, by);
    expect(refused).toContain('There is no entity');
    expect(await open(absent, by)).toBe(refused);
  }
});

test('the list of entities in REST is the same', async () => {
  const list = async ({ test: { app }, token }: Twin, search: string): Promise<unknown> => {
    const headers = { authorization: `Token ${token}`, host: 'localhost' };
    return (await app.fastify.inject({ url: `/entity/api/v2/${search}`, headers })).json();
  };
  for (const search of ['', '?search=secret', '?limit=1', '?limit=1&offset=2', '?ordering=-id'])
    expect(await list(hidden, search)).toEqual(await list(absent, search));
});

describe('what may be told', () => {
  const errorsOf = async (
    twin: Twin,
    mutation: string,
    input: string,
  ): Promise<{ code: string; message: string }[]> => {
    const query = `mutation { ${mutation}(input: ${input}, dryRun: true) { errors { code message } } }`;
    return (await twin.test.graphql(query, {}, twin.token)).data[mutation].errors;
  };

  test('that a name is taken, to who may create in that entity', async () => {
    const input = '{ entityName: "Thing", name: "thing hidden" }';
    expect(await errorsOf(hidden, 'createEntry', input)).toMatchObject([{ code: 'DUPLICATE' }]);
    expect(await errorsOf(absent, 'createEntry', input)).toEqual([]);
  });

  test('that an entity is in use, without a name or a number', async () => {
    const [refusal, ...others] = await errorsOf(hidden, 'deleteEntity', `{ id: ${hidden.ids['Hollow']} }`);
    expect(refusal?.code).toBe('IN_USE');
    expect(refusal?.message).not.toMatch(/\d|hidden/);
    expect(others).toEqual([]);
  });
});
