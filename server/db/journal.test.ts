import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import { makeTestDatabase } from '../test/database.ts';
import { makeJournal, query, recordChange, withTransaction, type Change, type ChangeKind } from './index.ts';

const ThingSchema = defineEntity({
  name: 'Thing',
  tableName: 'thing',
  properties: { id: p.integer().primary(), name: p.string() },
});
class Thing extends ThingSchema.class {}
ThingSchema.setClass(Thing);

const errors: unknown[] = [];
const journal = makeJournal({
  describe: (entity, kind) => (entity instanceof Thing ? change(kind, entity.id) : null),
  onError: (error) => void errors.push(error),
});
const { orm } = await makeTestDatabase({ entities: [Thing], journal });

/** What the journal told, one array per committed transaction. */
let told: string[][] = [];
let toldBefore: string[][] = [];
let beforeCommit: (em: EntityManager) => Promise<void> = async () => undefined;
let committed: () => void = () => undefined;
journal.onBeforeCommit(async (em, changes) => {
  toldBefore.push(changes.map(wordsOf));
  await beforeCommit(em);
});
journal.onCommitted((changes) => {
  told.push(changes.map(wordsOf));
  committed();
});

function change(kind: ChangeKind, id: number): Change {
  return { noun: 'entry', kind, id, entityId: 1, actorId: null, time: new Date(0) };
}

function wordsOf({ kind, id }: Change): string {
  return `${kind} ${id}`;
}

/** The write path: bulk SQL that fires no event, and one change per row. */
async function createAll(em: EntityManager, ...ids: number[]): Promise<void> {
  await query(em, `insert into thing select unnest($1::int[]), 'bulk'`, [ids]);
  for (const id of ids) recordChange(em, change('CREATED', id));
}

async function listIds(): Promise<number[]> {
  const rows = await query<{ id: number }>(orm.em.fork(), 'select id from thing order by id');
  return rows.map((row) => row.id);
}

const makeContext = (dryRun = false) => ({ em: orm.em.fork(), dryRun });

beforeAll(async () => {
  const em = orm.em.fork();
  await query(em, 'create table thing (id integer primary key, name text not null)');
  await query(em, 'create table part (id integer references thing deferrable initially deferred)');
});

beforeEach(async () => {
  await query(orm.em.fork(), 'truncate thing, part');
  told = [];
  toldBefore = [];
  errors.length = 0;
  beforeCommit = async () => undefined;
  committed = () => undefined;
});

describe('the change journal', () => {
  test('a flush is caught, with a transaction of its own or inside one', async () => {
    const em = orm.em.fork();
    const thing = em.create(Thing, { id: 1, name: 'one' });
    await em.flush();
    thing.name = 'uno';
    await em.transactional(async (inside) => {
      inside.create(Thing, { id: 2, name: 'two' });
    });
    await em.flush();
    await em.remove(thing).flush();
    expect(told.map((changes) => changes.toSorted())).toEqual([
      ['CREATED 1'],
      ['CREATED 2', 'UPDATED 1'],
      ['DELETED 1'],
    ]);
    expect(toldBefore.map((changes) => changes.toSorted())).toEqual(told);
  });

  test('bulk SQL is told as the write path recorded it, once per transaction', async () => {
    await withTransaction(makeContext(), (tx) => createAll(tx.em, 1, 2, 3));
    expect(told).toEqual([['CREATED 1', 'CREATED 2', 'CREATED 3']]);
  });

  test('a change that both the write path and a flush made is told once', async () => {
    await withTransaction(makeContext(), async (tx) => {
      tx.em.create(Thing, { id: 1, name: 'one' });
      recordChange(tx.em, change('CREATED', 1));
    });
    await withTransaction(makeContext(), async (tx) => {
      const thing = await tx.em.findOneOrFail(Thing, 1);
      thing.name = 'gone';
      await tx.em.flush();
      recordChange(tx.em, change('DELETED', 1));
    });
    expect(told).toEqual([['CREATED 1'], ['DELETED 1']]);
  });

  test('a nested transaction that is kept is part of the outer one, a nested one that is undone is not', async () => {
    await withTransaction(makeContext(), async (tx) => {
      await createAll(tx.em, 1);
      await withTransaction(tx, (inner) => createAll(inner.em, 2));
      const undone = withTransaction(tx, async (inner) => {
        await createAll(inner.em, 3);
        inner.em.create(Thing, { id: 4, name: 'four' });
        await withTransaction(inner, (innermost) => createAll(innermost.em, 5));
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(told).toEqual([]);
    });
    expect(told).toEqual([['CREATED 1', 'CREATED 2']]);
    expect(await listIds()).toEqual([1, 2]);
  });

  test('transactions side by side do not mix', async () => {
    await Promise.all([1, 2, 3].map((id) => withTransaction(makeContext(), (tx) => createAll(tx.em, id, id + 10))));
    expect(told.toSorted(([a = ''], [b = '']) => a.localeCompare(b))).toEqual([
      ['CREATED 1', 'CREATED 11'],
      ['CREATED 2', 'CREATED 12'],
      ['CREATED 3', 'CREATED 13'],
    ]);
  });

  test('a rollback drops everything', async () => {
    const failing = withTransaction(makeContext(), async (tx) => {
      await createAll(tx.em, 1);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect([told, toldBefore]).toEqual([[], []]);
  });

  test('a COMMIT that PostgreSQL refuses drops everything', async () => {
    const refused = withTransaction(makeContext(), async (tx) => {
      await createAll(tx.em, 1);
      await query(tx.em, 'insert into part values (99)');
    });
    await expect(refused).rejects.toThrow('violates foreign key constraint');
    expect(told).toEqual([]);
    expect(await listIds()).toEqual([]);
  });

  test('a swallowed error does not pass for a commit', async () => {
    const swallowed = withTransaction(makeContext(), async (tx) => {
      await createAll(tx.em, 1);
      await query(tx.em, 'select 1 / 0').catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('swallowed');
    expect(told).toEqual([]);
    await withTransaction(makeContext(), (tx) => createAll(tx.em, 2));
    expect(await listIds()).toEqual([2]);
  });

  test('begin and commit by hand are followed too', async () => {
    const em = orm.em.fork();
    await em.begin();
    await createAll(em, 1);
    await em.commit();
    await em.begin();
    await createAll(em, 2);
    await em.rollback();
    expect(told).toEqual([['CREATED 1']]);
  });

  test('a transaction without changes tells nothing', async () => {
    await withTransaction(makeContext(), (tx) => query(tx.em, 'select 1'));
    expect([told, toldBefore]).toEqual([[], []]);
  });

  test('outside a transaction nothing can be recorded', () => {
    expect(() => recordChange(orm.em.fork(), change('CREATED', 1))).toThrow('only in a transaction');
  });
});

describe('listeners', () => {
  test('one before COMMIT writes in the same transaction, and its error undoes it', async () => {
    beforeCommit = (em) => query(em, `insert into thing values (100, 'by the listener')`).then(() => undefined);
    await withTransaction(makeContext(), (tx) => createAll(tx.em, 1));
    expect(await listIds()).toEqual([1, 100]);
    beforeCommit = () => Promise.reject(new Error('no'));
    await expect(withTransaction(makeContext(), (tx) => createAll(tx.em, 2))).rejects.toThrow('no');
    expect(await listIds()).toEqual([1, 100]);
    expect(told).toEqual([['CREATED 1']]);
  });

  test('one after COMMIT sees what was committed', async () => {
    let seen: Promise<number[]> | undefined;
    committed = () => {
      seen = listIds();
    };
    await withTransaction(makeContext(), (tx) => createAll(tx.em, 1));
    expect(await seen).toEqual([1]);
  });

  test('the error of one after COMMIT is not the error of the transaction', async () => {
    committed = () => {
      throw new Error('too late');
    };
    await withTransaction(makeContext(), (tx) => createAll(tx.em, 1));
    expect(errors).toEqual([new Error('too late')]);
    expect(await listIds()).toEqual([1]);
  });
});

describe('a dry run', () => {
  test('gives the result, keeps nothing and tells nothing', async () => {
    const result = await withTransaction(makeContext(true), async (tx) => {
      await createAll(tx.em, 1);
      tx.em.create(Thing, { id: 2, name: 'two' });
      await withTransaction(tx, (inner) => createAll(inner.em, 3));
      return query(tx.em, 'select id from thing order by id');
    });
    expect(result).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(await listIds()).toEqual([]);
    expect([told, toldBefore]).toEqual([[], []]);
  });

  test('is refused where COMMIT would be', async () => {
    const refused = withTransaction(makeContext(true), (tx) => query(tx.em, 'insert into part values (99)'));
    await expect(refused).rejects.toThrow('violates foreign key constraint');
  });

  test('throws what its work throws', async () => {
    await expect(withTransaction(makeContext(true), () => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
  });
});
