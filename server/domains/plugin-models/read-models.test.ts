/** What plugins read through models, by routes as users with different rights call them. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { definePlugin, get, isPagodaError, type PluginContext } from 'pagoda-plugin-sdk';
import { Entity, Entry, User } from 'pagoda-plugin-sdk/models';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';
import { listStatements } from '../../test/statements.ts';
import { createEntity } from '../entity/index.ts';
import { createEntry, deleteEntry } from '../entry/index.ts';

type Ask = (ctx: PluginContext) => unknown;
let ask: Ask = () => null;

const reader = definePlugin({
  id: 'reader',
  name: 'Reader',
  version: '1.0.0',
  routes: [
    get('ask/', { auth: 'public' }, async (_request, ctx) => {
      try {
        return { answer: await ask(ctx) };
      } catch (error) {
        if (isPagodaError(error, 'NoActor') || !(error instanceof Error)) throw error;
        return { thrown: `${error.name}: ${error.message}` };
      }
    }),
  ],
});

const testApp = await makeTestApp({}, [], { plugins: [reader] });
const { app, admin, token, makeUser } = testApp;
const mori = await makeUser({ username: 'mori', email: 'mori@example.org' });
const restrict = makeRestrict(testApp);

async function as(key: string | null, question: Ask): Promise<{ status: number; answer?: unknown; thrown?: string }> {
  ask = question;
  const answer = await app.fastify.inject({
    url: '/api/v2/plugins/reader/ask/',
    headers: key === null ? {} : { authorization: `Token ${key}` },
  });
  return { status: answer.statusCode, ...answer.json<object>() };
}
const answerTo = async (question: Ask, key = token) => (await as(key, question)).answer;
const thrownBy = async (question: Ask) => (await as(token, question)).thrown;
const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name);

let serverId = 0;
let vaultId = 0;
beforeAll(async () => {
  const make = async () => app.contextFor(admin);
  serverId = (
    await createEntity(await make(), {
      name: 'Server',
      note: 'Machines',
      attrs: [
        { name: 'owner', type: 'STRING' },
        { name: 'secret', type: 'STRING' },
        { name: 'cpus', type: 'NUMBER' },
      ],
    })
  ).id;
  vaultId = (await createEntity(await make(), { name: 'Vault' })).id;
  for (let number = 0; number < 120; number += 1) {
    const attrs = [{ attr: 'owner', value: `owner ${number}` }];
    await createEntry(await make(), {
      entity: String(serverId),
      name: `web-${String(number).padStart(3, '0')}`,
      attrs,
    });
  }
  await createEntry(await make(), { entity: String(vaultId), name: 'Gold' });
  const old = await createEntry(await make(), { entity: String(serverId), name: 'Old' });
  await deleteEntry(await make(), { id: String(old.id) });
  const hidden = await createEntry(await make(), {
    entity: String(serverId),
    name: 'hidden',
    attrs: [{ attr: 'secret', value: 'x' }],
  });
  await restrict('ENTRY', hidden.id, 'NOTHING');
  await restrict('ENTITY', vaultId, 'NOTHING');
  const secret = (await app.contextFor(admin)).catalog.getEntity(serverId).attrs.find(({ name }) => name === 'secret');
  await restrict('ENTITY_ATTR', secret?.id ?? 0, 'NOTHING');
});

describe('sets of entries', () => {
  const servers = { schema: { name: 'Server' }, isActive: true };

  test('are read when they are awaited, in order and cut', async () => {
    expect(await answerTo(async () => names(await Entry.objects.filter(servers).orderBy('-name').slice(1, 3)))).toEqual(
      ['web-118', 'web-117'],
    );
    expect(await answerTo(async () => names(await Entry.objects.filter(servers).offset(119).limit(5)))).toEqual([
      'web-119',
      'hidden',
    ]);
  });

  test('may be returned as they are', async () => {
    const answer = await answerTo(() => Entry.objects.filter(servers).orderBy('name').offset(1).limit(1));
    expect(answer).toMatchObject([{ name: 'web-000', isActive: true, schema: { name: 'Server', note: 'Machines' } }]);
  });

  test('can be counted and asked for one', async () => {
    const question = async () => [
      await Entry.objects.filter(servers).count(),
      await Entry.objects
        .filter({ schema: { name: 'Server' } })
        .limit(7)
        .count(),
      await Entry.objects.filter({ name: 'web-003' }).exists(),
      await Entry.objects.filter({ name: 'web-500' }).exists(),
      (await Entry.objects.filter(servers).orderBy('name').first())?.name,
      await Entry.objects.filter({ name: 'none' }).first(),
      (await Entry.objects.get({ name: 'web-007' })).name,
      await Entry.objects.all().count(),
    ];
    expect(await answerTo(question)).toEqual([121, 7, true, false, 'hidden', null, 'web-007', 123]);
  });

  test('are iterated in batches, each object once', async () => {
    const statements: string[][] = [];
    const question = async () => {
      const seen: string[] = [];
      for await (const { name } of Entry.objects.filter(servers).orderBy('-name').limit(105)) seen.push(name);
      return [seen.length, new Set(seen).size, seen[104]];
    };
    expect(await answerTo(question)).toEqual([105, 105, 'web-015']);
    statements.push([...(await listStatements(() => answerTo(question)))]);
    expect(statements[0]?.filter((text) => text.includes('from entry e'))).toHaveLength(2);
  });

  test('bring schema, creator and values of hundred entries with three statements', async () => {
    const question = async () => {
      const lines: string[] = [];
      for await (const entry of Entry.objects.filter(servers).limit(100)) {
        const { owner } = await entry.getAttrs();
        lines.push(
          `${entry.schema.name} ${entry.createdUser?.username} ${entry.schema.createdUser?.username} ${String(owner)}`,
        );
      }
      return [lines.length, lines[99]];
    };
    const statements = await listStatements(async () => {
      expect(await answerTo(question)).toEqual([100, 'Server admin admin owner 99']);
    });
    expect(statements.filter((text) => text.includes(' e.') || text.includes('"user" u where'))).toHaveLength(3);
  });

  test.each<[string, Parameters<typeof Entry.objects.filter>[0], number]>([
    ['a list of ids', { id: { in: [1, 2, -5, 2 ** 40] } }, 0],
    ['an exact name', { name: 'WEB-001' }, 0],
    ['a name in any case', { name: { iexact: 'WEB-001' } }, 1],
    ['a part of a name', { name: { contains: '-01' } }, 10],
    ['a part in any case', { name: { icontains: 'WEB-01' } }, 10],
    ['a beginning', { name: { startsWith: 'web-11', endsWith: '9' } }, 1],
    ['a name among others', { name: { in: ['web-001', 'web-002', 'x'] } }, 2],
    ['wildcards as they are', { name: { contains: '%' } }, 0],
    ['a text that cannot be stored', { name: { contains: '\0' } }, 0],
    ['a time', { createdTime: { lte: new Date(0) } }, 0],
    ['a creator', { createdUser: { username: 'admin' }, isActive: false }, 1],
    ['no creator', { createdUser: null }, 0],
    ['an entity by conditions', { schema: { name: { in: ['Vault'] }, isActive: true } }, 1],
  ])('%s', async (_what, lookup, count) => {
    expect(await answerTo(() => Entry.objects.filter(lookup).count())).toBe(count);
  });

  test('take an entity, and leave out what is excluded', async () => {
    const question = async () => {
      const schema = await Entity.objects.get({ name: 'Vault' });
      return [
        names(await Entry.objects.filter({ schema })),
        await Entry.objects.exclude({ schema, isActive: true }).count(),
      ];
    };
    expect(await answerTo(question)).toEqual([['Gold'], 122]);
  });

  test('say which lookups, operators and orders there are', async () => {
    const wrong = (lookup: object) => thrownBy(() => Entry.objects.filter(lookup));
    expect(await wrong({ nam: 'x' })).toBe(
      'InterfaceError: Entry has no lookup "nam". There are id, name, isActive, schema, createdTime, updatedTime, createdUser',
    );
    expect(await wrong({ schema: { titel: 1 } })).toMatch('Entry.schema has no lookup "titel"');
    expect(await wrong({ name: { like: 'x' } })).toMatch('Entry.name has no operator "like"');
    expect(await wrong({ id: 'x' })).toMatch(
      "Entry.id takes a number or an object with some of in, gt, gte, lt, lte; it was given 'x'",
    );
    expect(await wrong({ id: undefined })).toMatch('it was given undefined');
    expect(await thrownBy(() => Entry.objects.orderBy('size' as 'name'))).toMatch('Entry has no order "size"');
    expect(await thrownBy(() => Entry.objects.limit(1).filter({ id: 1 }))).toMatch('filter comes before limit');
    expect(await thrownBy(() => Entry.objects.limit(-1))).toMatch('whole numbers');
  });

  test('throw the errors of their model', async () => {
    const question = async () => {
      try {
        await Entry.objects.get({ name: 'none' });
      } catch (error) {
        return [error instanceof Entry.DoesNotExist, error instanceof Entity.DoesNotExist];
      }
    };
    expect(await answerTo(question)).toEqual([true, false]);
    expect(await thrownBy(() => Entry.objects.get({ name: 'none' }))).toBe(
      'DoesNotExist: Entry matching query does not exist.',
    );
    expect(await thrownBy(() => Entry.objects.get())).toBe(
      'MultipleObjectsReturned: get() returned more than one Entry.',
    );
  });
});

describe('what the actor may not see', () => {
  test('is not there', async () => {
    const question = async () => [
      await Entry.objects.filter({ isActive: true }).count(),
      names(await Entity.objects.all().orderBy('name')),
      await Entry.objects.filter({ name: 'hidden' }).exists(),
      await Entry.objects.filter({ schema: { name: 'Vault' } }).exists(),
    ];
    expect(await answerTo(question)).toEqual([122, ['Server', 'Vault'], true, true]);
    expect(await answerTo(question, mori.token)).toEqual([120, ['Server'], false, false]);
  });

  test('is left out of the values of an entry', async () => {
    const question = async () => (await Entry.objects.get({ name: 'web-001' })).getAttrs();
    expect(await answerTo(question)).toEqual({ owner: 'owner 1', secret: '', cpus: null });
    expect(await answerTo(question, mori.token)).toEqual({ owner: 'owner 1', cpus: null });
  });

  test('is nothing at all for the anonymous, whom the door asks to log in', async () => {
    expect(await as(null, () => Entry.objects.count())).toMatchObject({ status: 403, code: 'AE-000000' });
    expect(await as(null, ({ actor }) => actor)).toEqual({ status: 200, answer: null });
  });

  test('includes addresses of others, also for conditions', async () => {
    const question = async () => [
      (await User.objects.get({ username: 'mori' })).email,
      await User.objects.filter({ email: { contains: 'example' } }).count(),
    ];
    expect(await answerTo(question)).toEqual(['mori@example.org', 1]);
    expect(await answerTo(question, mori.token)).toEqual(['mori@example.org', 1]);
    const { token: other } = await makeUser({ username: 'other' });
    expect(await answerTo(question, other)).toEqual(['', 0]);
  });

  test('is told by mayPermitted', async () => {
    const question = async () => {
      const entry = await Entry.objects.get({ name: 'hidden' });
      return [
        await entry.mayPermitted(admin, 'FULL'),
        await entry.mayPermitted(mori.actor, 'READABLE'),
        await (await Entry.objects.get({ name: 'web-001' })).mayPermitted(mori.actor, 'FULL'),
      ];
    };
    expect(await answerTo(question)).toEqual([true, false, true]);
  });
});

describe('entities', () => {
  test('are found by what they are', async () => {
    const question = async () => {
      const { name, note, isActive, createdUser, createdTime } = await Entity.objects.get({
        name: { istartsWith: 'serv' },
      });
      return [name, note, isActive, createdUser?.username, createdTime instanceof Date];
    };
    expect(await answerTo(question)).toEqual(['Server', 'Machines', true, 'admin', true]);
  });

  test('are seen as soon as they are there, and with the rights that they have then', async () => {
    const question = async () => {
      const before = await Entity.objects.filter({ name: 'Fresh' }).exists();
      const ctx = await app.contextFor(admin);
      const { id } = await createEntity(ctx, { name: 'Fresh' });
      await createEntry(ctx, { entity: String(id), name: 'first' });
      await restrict('ENTITY', id, 'NOTHING');
      return [before, names(await Entry.objects.filter({ schema: { name: 'Fresh' } }))];
    };
    expect(await answerTo(question, mori.token)).toEqual([false, []]);
  });
});

test('outside of a call of a plugin nobody acts', async () => {
  await expect(Entry.objects.count()).rejects.toThrow('nobody acts');
  await expect(async () => Entry.objects.filter({})).rejects.toThrow('nobody acts');
});
