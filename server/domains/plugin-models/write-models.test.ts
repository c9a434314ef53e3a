/** What plugins write through models in routes, and what `ctx.elevated` lets them do. */
import { describe, expect, test } from '@jest/globals';
import { isPagodaError, isValidationError, type PluginContext } from 'pagoda-plugin-sdk';
import { Attribute, AttributeValue, Entity, EntityAttr, Entry, Job, User } from 'pagoda-plugin-sdk/models';
import { makeRestrict } from '../../test/restrict.ts';
import { listStatements } from '../../test/statements.ts';
import { createEntry } from '../entry/index.ts';
import { makeHookedApp } from './test/hooked-app.ts';

const hooked = await makeHookedApp(true);
const { app, admin, lines, ask, namesOf, makeUser } = hooked;
const mori = await makeUser({ username: 'mori' });
const restrict = makeRestrict(hooked);

const atStart: unknown[] = [];
const early = await makeHookedApp(true, {
  ready: async (ctx) => {
    atStart.push(await thrownBy(() => Entity.objects.count()));
    await ctx.elevated('sets up', async () => {
      const schema = await Entity.objects.create({ name: 'Made' });
      schema.note = 'by nobody';
      await schema.save();
      const entry = await Entry.objects.create({ name: 'made', schema });
      entry.name = 'kept';
      await entry.save();
      await entry.delete();
      entry.isActive = true;
      await entry.save();
      atStart.push(schema.createdUser, entry.createdUser);
    });
  },
  afterCreate: async ({ entityName, user }, ctx) => {
    if (entityName === 'Made') atStart.push([user, ctx.actor, await thrownBy(() => Entry.objects.count())]);
  },
});
const plain = await makeHookedApp();

const answerTo = async (route: (ctx: PluginContext) => unknown, key?: string) => (await ask(route, key)).body;
async function thrownBy(work: () => Promise<unknown>): Promise<string> {
  try {
    return `nothing, but gave ${String(await work())}`;
  } catch (error) {
    if (isValidationError(error)) return `ValidationError at ${error.path.join('.')}: ${error.message}`;
    return isPagodaError(error) ? `${error.name}: ${error.message}` : String(error);
  }
}
const server = () => Entity.objects.get({ name: 'Server' });
const create = async (name: string) => Entry.objects.create({ name, schema: await server(), attrs: { text: name } });

describe('an entry', () => {
  test('is created, renamed, deleted and restored', async () => {
    const route = async () => {
      const entry = await create('one');
      entry.name = 'first';
      await entry.save();
      const { isActive, name } = await Entry.objects.get({ id: entry.id });
      const steps: unknown[] = [isActive, name, entry.updatedTime > entry.createdTime];
      entry.isActive = false;
      await entry.save();
      steps.push(entry.isActive, entry.name.startsWith('first_deleted_'));
      entry.isActive = true;
      await entry.save();
      steps.push(entry.name, entry.isActive);
      await entry.delete();
      return [...steps, await Entry.objects.filter({ id: entry.id, isActive: false }).exists()];
    };
    expect(await answerTo(route)).toEqual([true, 'first', true, false, true, 'first', true, true]);
  });

  test('gets values, and others stay', async () => {
    const route = async (ctx: PluginContext) => {
      const entry = await create('two');
      const before = await entry.getAttrs();
      await entry.setAttrs(ctx.actor ?? { id: 0 }, { text: 'new' });
      return [before, await entry.getAttrs()];
    };
    expect(await answerTo(route)).toEqual([{ text: 'two' }, { text: 'new' }]);
  });

  test('is refused in the words of the SDK, and the rest goes on', async () => {
    const route = async () => {
      await create('three');
      return [
        await thrownBy(() => create('three')),
        await thrownBy(async () => (await create('four')).setAttrs(admin, { colour: 1 })),
        await thrownBy(async () => (await create('five')).setAttrs(mori.actor, { text: 'x' })),
        await thrownBy(async () =>
          Entry.objects.create({ name: 'x', schema: await server(), createdUser: mori.actor }),
        ),
      ];
    };
    expect(await answerTo(route)).toEqual([
      'ValidationError at name: Another entry of this entity has the name "three"',
      'ValidationError at attrs.0.attr: Entity "Server" has no attribute "colour"',
      `AuthorizationError: User ${mori.actor.id} is not the one who acts. Pass ctx.actor, or do it inside ctx.elevated`,
      `AuthorizationError: User ${mori.actor.id} is not the one who acts. Pass ctx.actor, or do it inside ctx.elevated`,
    ]);
  });

  test('may be changed by those alone who may', async () => {
    const { id } = await createEntry(await app.contextFor(admin), { entityName: 'Server', name: 'closed' });
    await restrict('ENTRY', id, 'READABLE');
    const route = async () => {
      const entry = await Entry.objects.get({ id });
      entry.name = 'open';
      return [await thrownBy(() => entry.save()), await thrownBy(() => entry.delete())];
    };
    const denied = `AuthorizationError: You have the permission READABLE on entry ${id}; this needs WRITABLE`;
    expect(await answerTo(route, mori.token)).toEqual([denied, denied]);
    expect((await ask(async () => (await Entry.objects.get({ id })).delete(), mori.token)).status).toBe(403);
    expect(await answerTo(async () => await thrownBy(() => User.objects.create(undefined as never)))).toMatch(
      'the server makes these itself',
    );
  });
});

describe('an entity', () => {
  test('is created, changed and deleted', async () => {
    const route = async (ctx: PluginContext) => {
      const entity = await Entity.objects.create({ name: 'Rack', note: 'n', createdUser: ctx.actor ?? { id: 0 } });
      entity.name = 'Racks';
      entity.note = 'many';
      await entity.save();
      const { name, note, createdUser } = await Entity.objects.get({ id: entity.id });
      entity.isActive = false;
      await entity.save();
      entity.isActive = true;
      return [name, note, createdUser?.username, await thrownBy(() => entity.save())];
    };
    expect(await answerTo(route)).toEqual([
      'Racks',
      'many',
      'admin',
      'InterfaceError: A deleted entity cannot be restored. Create another one',
    ]);
  });
});

describe('columns, attributes and versions', () => {
  test('lead to each other', async () => {
    const route = async (ctx: PluginContext) => {
      const entry = await create('versioned');
      await entry.setAttrs(ctx.actor ?? { id: 0 }, { text: 'second' });
      const [column] = await EntityAttr.objects.filter({ parentEntity: entry.schema, isActive: true }).orderBy('index');
      const attribute = await Attribute.objects.get({ parentEntry: entry, schema: { name: 'text' } });
      const versions = await AttributeValue.objects.filter({ parentAttr: attribute }).orderBy('-id');
      return {
        column: [column?.name, column?.type, column?.parentEntity.name],
        attribute: [attribute.name, attribute.schema.id === column?.id, attribute.parentEntry.name],
        versions: versions.map(({ value, isLatest, createdUser, parentAttr }) => [
          value,
          isLatest,
          createdUser?.username,
          parentAttr.id === attribute.id,
        ]),
        latest: (await AttributeValue.objects.get({ parentAttr: { parentEntry: entry }, isLatest: true })).value,
      };
    };
    expect(await answerTo(route)).toEqual({
      column: ['text', 2, 'Server'],
      attribute: ['text', true, 'versioned'],
      versions: [
        ['second', true, 'admin', true],
        ['versioned', false, 'admin', true],
      ],
      latest: 'second',
    });
  });

  test('are read with a number of statements that does not depend on how many they are', async () => {
    const route = (count: number) => async () => {
      const versions = await AttributeValue.objects.filter({}).limit(count);
      return new Set(
        versions.map(({ parentAttr }) => `${parentAttr.parentEntry.schema.name} ${parentAttr.schema.name}`),
      ).size;
    };
    const one = await listStatements(() => answerTo(route(1)));
    expect((await listStatements(() => answerTo(route(6)))).length).toBe(one.length);
  });

  test('that the actor may not see are not there, whatever leads to them', async () => {
    const ctx = await app.contextFor(admin);
    const input = { entityName: 'Server', name: 'sealed', attrs: [{ attr: 'text', value: 'sealed' }] };
    const { id } = await createEntry(ctx, input);
    const route = async () => [
      await Attribute.objects.filter({ parentEntry: { id } }).count(),
      await AttributeValue.objects.filter({ parentAttr: { parentEntry: { id } } }).count(),
    ];
    expect(await answerTo(route, mori.token)).toEqual([1, 1]);
    await restrict('ENTRY', id, 'NOTHING');
    expect(await answerTo(route, mori.token)).toEqual([0, 0]);
    expect(await answerTo(route)).toEqual([1, 1]);
  });

  test('jobs of operations that nobody knows are refused, and jobs are made by createNewJob alone', async () => {
    const made = () => Job.createNewJob({ user: admin, operation: 9000 });
    expect(await answerTo(() => thrownBy(made))).toMatch('There is no operation 9000: is its plugin enabled?');
    const created = () => Reflect.apply(Job.objects.create, Job.objects, [{}]) as Promise<unknown>;
    expect(await answerTo(() => thrownBy(created))).toMatch('Job.objects.create: the server makes these itself');
  });
});

describe('with all rights', () => {
  test('everything is seen and done, as the user who acts or another, and the log tells of it', async () => {
    const { id } = await createEntry(await app.contextFor(admin), { entityName: 'Server', name: 'veiled' });
    await restrict('ENTRY', id, 'NOTHING');
    const route = (ctx: PluginContext) =>
      ctx.elevated('tidies up', async () => {
        const entry = await Entry.objects.get({ id });
        entry.name = 'unveiled';
        await entry.save();
        const other = await Entry.objects.create({ name: 'given', schema: entry.schema, createdUser: admin });
        return [await entry.mayPermitted(mori.actor, 'READABLE'), other.createdUser?.username];
      });
    expect(await answerTo(route, mori.token)).toEqual([false, 'admin']);
    expect(lines.at(-1)).toMatchObject({ plugin: 'scribe', elevated: 'tidies up', user: 'mori' });
    expect(await namesOf('Server')).toContain('unveiled');
    expect(await answerTo(() => Entry.objects.filter({ id }).exists(), mori.token)).toBe(false);
  });

  test('what is made is known to the rest of the call', async () => {
    const route = async (ctx: PluginContext) => {
      const schema = await ctx.elevated('sets up', () => Entity.objects.create({ name: 'Zone' }));
      return (await Entry.objects.create({ name: 'z1', schema })).schema.name;
    };
    expect(await answerTo(route, mori.token)).toBe('Zone');
  });

  test('nobody needs to be logged in, and then nobody is the author', async () => {
    await early.app.settled();
    const [alone, ...rest] = atStart;
    const told = rest.find(Array.isArray);
    const [ofEntity, ofEntry] = rest.filter((one) => one !== told);
    expect(alone).toMatch('NoActor: The models act as the user who is logged in, and nobody is');
    expect([ofEntity, ofEntry]).toEqual([null, null]);
    // Who is told of it has no rights for that.
    const system = { id: 0, username: 'system', isSuperuser: true };
    expect(told).toEqual([system, null, expect.stringMatching(/^NoActor: /)]);
    const read =
      '{ entries(entityName: "Made") { nodes { name createdUser { id } entity { note createdUser { id } } } } }';
    const { entries } = await early.data(read);
    const entity = { note: 'by nobody', createdUser: null };
    expect(entries.nodes).toEqual([{ name: 'kept', createdUser: null, entity }]);
    expect(early.lines.find(({ elevated }) => elevated === 'sets up')).toMatchObject({ plugin: 'scribe', user: null });
  });

  test('values can be written where nobody is logged in', async () => {
    hooked.behaviour.route = (ctx) =>
      ctx.elevated('takes what is sent', async () => {
        const entry = await Entry.objects.create({ name: 'sent', schema: await server(), attrs: { text: 'a' } });
        await entry.setAttrs(ctx.actor, { text: 'b' });
        const versions = await AttributeValue.objects.filter({ parentAttr: { parentEntry: entry } });
        return versions.map(({ value, createdUser }) => [value, createdUser]);
      });
    const answer = await app.fastify.inject({ url: '/api/v2/plugins/scribe/do/' });
    expect(answer.json()).toEqual([
      ['a', null],
      ['b', null],
    ]);
  });

  test('is for plugins that declare it', async () => {
    const route = (ctx: PluginContext) => thrownBy(() => ctx.elevated('snoops', () => Entry.objects.count()));
    expect((await plain.ask(route)).body).toBe(
      'PluginSecurityError: Plugin "scribe" uses ctx.elevated and does not declare `elevated: true` (snoops)',
    );
  });
});
