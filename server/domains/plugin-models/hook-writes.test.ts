/** What hook handlers read and write through models, called by writes over GraphQL. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { ValidationError, type EntryProtocol } from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';
import { countStatements } from '../../test/statements.ts';
import { makeHookedApp } from './test/hooked-app.ts';

const { app, behaviour, lines, create, namesOf } = await makeHookedApp();
afterEach(() => {
  for (const key of Object.keys(behaviour)) Reflect.deleteProperty(behaviour, key);
});

const note = async (name: string): Promise<EntryProtocol> =>
  Entry.objects.create({ name, schema: await Entity.objects.get({ name: 'Note' }), attrs: { text: `about ${name}` } });

describe('what a handler writes before an entry is created', () => {
  test('is kept with the entry, in one transaction, and is seen by the handler', async () => {
    const seen: unknown[] = [];
    behaviour.beforeCreate = async ({ entityName, data }) => {
      if (entityName !== 'Server') return;
      const made = await note(`for ${data.name}`);
      seen.push(
        await made.getAttrs(),
        made.createdUser?.username,
        await Entry.objects.filter({ name: made.name }).count(),
      );
    };
    expect(await create('one')).toBe('one');
    expect(seen).toEqual([{ text: 'about for one' }, 'admin', 1]);
    expect(await namesOf('Note')).toEqual(['for one']);
  });

  test('is undone when the operation is refused by it', async () => {
    behaviour.beforeCreate = async ({ entityName }) => {
      if (entityName !== 'Server') return;
      await note('vetoed');
      throw new ValidationError('Not today');
    };
    expect(await create('two')).toEqual([{ message: 'Not today', plugin: 'scribe' }]);
    expect(await namesOf('Note')).not.toContain('vetoed');
  });

  test('is undone when the operation is refused by others', async () => {
    behaviour.beforeCreate = async ({ entityName }) => void (entityName === 'Server' && (await note('refused')));
    expect(await create('one')).toMatchObject([{ plugin: null }]);
    expect(await namesOf('Note')).not.toContain('refused');
  });

  test('is undone when it fails, and the operation goes on', async () => {
    behaviour.beforeCreate = async ({ entityName, data }) => {
      if (entityName !== 'Server') return;
      await note('failed');
      data.name = 'changed';
      throw new TypeError('broken');
    };
    expect(await create('three')).toBe('three');
    expect(await namesOf('Note')).not.toContain('failed');
  });

  test('is undone when its time is over, and what it does later is refused', async () => {
    const late = Promise.withResolvers<unknown>();
    behaviour.hurriedBeforeCreate = async ({ entityName }, { signal }) => {
      if (entityName !== 'Server') return;
      const isOver = new Promise((resolve) => signal.addEventListener('abort', resolve));
      // On a busy machine the time may be over in the midst of this.
      await note('late').catch(() => undefined);
      await isOver;
      await Entity.objects.count().catch(late.resolve);
    };
    expect(await create('four')).toBe('four');
    expect(await late.promise).toMatchObject({ name: 'HookEnded' });
    expect(await namesOf('Note')).not.toContain('late');
  });

  test('is kept where a single write of it was refused and the handler went on', async () => {
    behaviour.beforeCreate = async ({ entityName, data }) => {
      if (entityName !== 'Server') return;
      await note('same');
      await note('same').catch((error: unknown) => (data.name = error instanceof ValidationError ? 'refused' : 'odd'));
      await note('other');
      return data;
    };
    expect(await create('five')).toBe('refused');
    expect(await namesOf('Note')).toEqual(expect.arrayContaining(['same', 'other']));
  });

  test('may be several things at once', async () => {
    behaviour.beforeCreate = async ({ entityName }) => {
      if (entityName !== 'Server') return;
      await Promise.all([note('a'), note('b').then((made) => made.setAttrs({ id: 1 }, { text: 'new' })), note('c')]);
    };
    expect(await create('six')).toBe('six');
    expect(await namesOf('Note')).toEqual(expect.arrayContaining(['a', 'b', 'c']));
  });

  test('is undone in a dry run', async () => {
    behaviour.beforeCreate = async ({ entityName }) => void (entityName === 'Server' && (await note('dry')));
    expect(await create('seven', 'Server', true)).toBe('seven');
    expect(await namesOf('Note')).not.toContain('dry');
  });

  test('costs nothing when it is nothing', async () => {
    await create('nothing 0');
    const without = await countStatements(() => create('nothing 1'));
    behaviour.beforeCreate = async () => Promise.resolve();
    expect(await countStatements(() => create('nothing 2'))).toBe(without);
  });

  test('may be an entity together with entries of it', async () => {
    behaviour.beforeCreate = async ({ entityName, user }) => {
      if (entityName !== 'Server') return;
      const schema = await Entity.objects.create({ name: 'Rack', createdUser: user });
      await Entry.objects.create({ name: 'r1', schema });
      expect(await Entry.objects.filter({ schema }).count()).toBe(1);
    };
    expect(await create('eight')).toBe('eight');
    expect(await namesOf('Rack')).toEqual(['r1']);
  });
});

test('a handle is of no use after the call that it was lent to', async () => {
  const kept: EntryProtocol[] = [];
  let later: (() => Promise<unknown>) | null = null;
  const wait = Promise.withResolvers<void>();
  behaviour.validate = async ({ schemaName }) => {
    if (schemaName !== 'Server') return;
    kept.push(await Entry.objects.get({ name: 'one' }));
    const asked = wait.promise.then(() => kept[0]?.getAttrs());
    later = () => asked;
  };
  expect(await create('nine')).toBe('nine');
  wait.resolve();
  await expect((later ?? (() => null))()).rejects.toMatchObject({ name: 'HookEnded' });
  await expect(kept[0]?.getAttrs()).rejects.toMatchObject({ name: 'NoActor' });
});

test('what a validation reads and refuses reaches the caller', async () => {
  behaviour.validate = async ({ schemaName, name }) => {
    if (schemaName === 'Server' && (await Entry.objects.filter({ schema: { name: 'Note' }, name }).exists())) {
      throw new ValidationError('There is a note of that name', ['name']);
    }
  };
  expect(await create('same')).toEqual([{ message: 'There is a note of that name', plugin: 'scribe' }]);
});

describe('what a handler writes after an entry was created', () => {
  test('is in a transaction of its own, by the user who created it, and calls hooks again', async () => {
    const seen: string[] = [];
    behaviour.afterCreate = async ({ entityName, entry, user }) => {
      seen.push(`${user.username} created ${entityName} ${entry.name}`);
      if (entityName !== 'Server') return;
      const stored = await Entry.objects.get({ id: entry.id });
      await stored.setAttrs(user, { text: 'noted' });
      await note('after');
    };
    behaviour.afterUpdate = async ({ entry }) => void seen.push(`updated ${entry.name}`);
    expect(await create('ten')).toBe('ten');
    await app.settled();
    expect(seen.toSorted()).toEqual(['admin created Note after', 'admin created Server ten', 'updated ten']);
  });

  test('stays when the handler fails later', async () => {
    behaviour.afterCreate = async ({ entityName }) => {
      if (entityName !== 'Server') return;
      await note('kept');
      throw new Error('too late');
    };
    await create('eleven');
    await app.settled();
    expect(await namesOf('Note')).toContain('kept');
    expect(lines.some(({ msg }) => msg === 'Hook entry.after_create failed: too late')).toBe(true);
  });
});

describe('hooks that trigger each other', () => {
  test('before an operation refuse it when there are too many, and nothing is left', async () => {
    const before = (await namesOf('Note')).length;
    let count = 0;
    behaviour.beforeCreate = async () => void (await note(`again ${(count += 1)}`));
    const problems = await create('twelve');
    const chain = Array<string>(17).fill('entry.before_create (scribe)').join(' > ');
    expect(problems).toEqual([{ message: `Hooks trigger each other more than 16 times: ${chain}`, plugin: 'scribe' }]);
    expect(count).toBe(16);
    expect((await namesOf('Note')).length).toBe(before);
  });

  test('after an operation stop, and the log names them', async () => {
    let count = 0;
    behaviour.afterCreate = async () => void (await note(`after again ${(count += 1)}`));
    await create('thirteen');
    await app.settled();
    expect(count).toBe(16);
    const chain = Array<string>(16).fill('entry.after_create (scribe)').join(' > ');
    const told = lines.findLast(({ msg }) => msg.startsWith('Hooks trigger each other'));
    expect(told).not.toHaveProperty('plugin');
    expect(told).toMatchObject({
      plugins: ['scribe'],
      msg: expect.stringContaining(`more than 16 times: ${chain}`),
    });
  });
});
