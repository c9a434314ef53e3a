import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { query, sql, withTransaction } from '../../db/index.ts';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity, updateEntity, type Entity } from '../entity/index.ts';
import {
  checkStorage,
  createEntry,
  deleteEntry,
  listEntries,
  listVersions,
  restoreEntry,
  updateEntry,
} from './index.ts';

const world = await makeTestWorld();
const context = () => world.contextOf(world.admin);

const ROUNDS = Array.from({ length: 10 }, (_, round) => round);
const NAMES = { parts: { doc: true, times: false }, total: false };

/** The codes of what was refused; an error of another kind fails the test. */
async function codesOf(...work: readonly Promise<unknown>[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(work);
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [];
    const { problems } = outcome.reason as { problems?: { code: string }[] };
    if (!problems) throw outcome.reason;
    return problems.map(({ code }) => code);
  });
}

let entity: Entity;
let id: string;
let serial = 0;

beforeEach(async () => {
  serial += 1;
  const ctx = await context();
  entity = await createEntity(ctx, {
    name: `Contested ${serial}`,
    attrs: [
      { name: 'a', type: 'NUMBER' },
      { name: 'b', type: 'NUMBER' },
    ],
  });
  id = String(entity.id);
});

/** Documents, references and search rows must follow from the versions, whoever won. */
afterEach(async () => {
  const { differences } = await checkStorage(await context());
  if (differences.length > 0) throw new Error(`The storage disagrees: ${JSON.stringify(differences)}`);
});

describe('concurrent writers', () => {
  test('two updates of one entry: the second applies on top of the first', async () => {
    const entry = await createEntry(await context(), { entity: id, name: 'x' });
    for (const round of ROUNDS) {
      const update = async (attr: string) =>
        updateEntry(await context(), { id: String(entry.id), attrs: [{ attr, value: round + 1 }] });
      expect(await codesOf(update('a'), update('b'))).toEqual([]);
    }
    const versions = await listVersions(await context(), entry, { first: 100 });
    expect(versions.rows).toHaveLength(2 * ROUNDS.length);
    const page = await listEntries(await context(), { entity: id }, NAMES);
    expect(Object.values(page.rows[0]?.doc ?? {}).map(([, value]) => value)).toEqual([ROUNDS.length, ROUNDS.length]);
  });

  test('a rename against a creation of the same name: one of them gets it', async () => {
    for (const round of ROUNDS) {
      const entry = await createEntry(await context(), { entity: id, name: `old ${round}` });
      const codes = await codesOf(
        updateEntry(await context(), { id: String(entry.id), name: `new ${round}` }),
        createEntry(await context(), { entity: id, name: `NEW ${round}` }),
      );
      expect(codes).toEqual(['DUPLICATE']);
    }
  });

  test('a deletion against an update: nothing is lost, and what comes too late is told', async () => {
    for (const round of ROUNDS) {
      const entry = await createEntry(await context(), { entity: id, name: `x ${round}` });
      const codes = await codesOf(
        deleteEntry(await context(), { id: String(entry.id) }),
        updateEntry(await context(), { id: String(entry.id), attrs: [{ attr: 'a', value: round }] }),
      );
      expect(['', 'NOT_FOUND']).toContain(codes.join());
      const versions = await listVersions(await context(), entry, {});
      expect(versions.rows).toHaveLength(codes.length === 0 ? 1 : 0);
    }
    expect((await listEntries(await context(), { entity: id }, NAMES)).rows).toEqual([]);
  });

  test('a restore against a creation of the same name: one of them gets it', async () => {
    for (const round of ROUNDS) {
      const entry = await createEntry(await context(), { entity: id, name: `x ${round}` });
      await deleteEntry(await context(), { id: String(entry.id) });
      const codes = await codesOf(
        restoreEntry(await context(), { id: String(entry.id) }),
        createEntry(await context(), { entity: id, name: `x ${round}` }),
      );
      expect(codes).toEqual(['DUPLICATE']);
    }
  });

  test('a creation against a change of the schema: it is written by the new schema or refused', async () => {
    for (const round of ROUNDS) {
      const attrs = [{ name: `extra ${round}`, type: 'STRING' as const, isMandatory: true }];
      const codes = await codesOf(
        createEntry(await context(), { entity: id, name: `x ${round}`, attrs: [] }),
        updateEntity(await context(), { id, attrs }),
      );
      expect(['', 'CONFLICT']).toContain(codes.join());
      const { attrs: now } = (await context()).catalog.getEntity(entity.id);
      const added = now.find(({ name }) => name === `extra ${round}`);
      await updateEntity(await context(), { id, attrs: [{ id: String(added?.id), isDeleted: true }] });
    }
  });

  test('two that delete entries which refer to each other do not wait for ever', async () => {
    const ctx = await context();
    const { attrs } = await updateEntity(ctx, {
      id,
      attrs: [{ name: 'peer', type: 'OBJECT', referral: [id], isDeleteInChain: true }],
    });
    expect(attrs.map(({ name }) => name)).toContain('peer');
    for (const round of ROUNDS.slice(0, 3)) {
      const one = await createEntry(await context(), { entity: id, name: `one ${round}` });
      const two = await createEntry(await context(), {
        entity: id,
        name: `two ${round}`,
        attrs: [{ attr: 'peer', value: one.id }],
      });
      await updateEntry(await context(), { id: String(one.id), attrs: [{ attr: 'peer', value: two.id }] });
      const codes = await codesOf(
        deleteEntry(await context(), { id: String(one.id) }),
        deleteEntry(await context(), { id: String(two.id) }),
      );
      expect(['', 'CONFLICT', 'NOT_FOUND']).toContain(codes.join());
    }
  });
});

describe('a new reference against the deletion of what it refers to', () => {
  async function makeReferring(): Promise<Entity> {
    return updateEntity(await context(), {
      id,
      attrs: [{ name: 'to', type: 'OBJECT', referral: [id], isDeleteInChain: true }],
    });
  }

  test('that comes while the deletion is under way finds nothing any more', async () => {
    await makeReferring();
    const leaf = await createEntry(await context(), { entity: id, name: 'leaf' });
    const root = await createEntry(await context(), {
      entity: id,
      name: 'root',
      attrs: [{ attr: 'to', value: leaf.id }],
    });
    const { promise: isDeleted, resolve: tellDeleted } = Promise.withResolvers<void>();
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const deletion = withTransaction(await context(), async (tx) => {
      await deleteEntry(tx, { id: String(root.id) });
      tellDeleted();
      await mayCommit;
    });
    await isDeleted;
    const creation = createEntry(await context(), {
      entity: id,
      name: 'late',
      attrs: [{ attr: 'to', value: leaf.id }],
    });
    const codes = codesOf(creation);
    await waitForLock();
    commit();
    await deletion;
    expect(await codes).toEqual(['NOT_FOUND']);
  });

  test('that is under way keeps what only the deleted entry referred to before', async () => {
    await makeReferring();
    const leaf = await createEntry(await context(), { entity: id, name: 'leaf' });
    const root = await createEntry(await context(), {
      entity: id,
      name: 'root',
      attrs: [{ attr: 'to', value: leaf.id }],
    });
    const { promise: isWritten, resolve: tellWritten } = Promise.withResolvers<void>();
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const creation = withTransaction(await context(), async (tx) => {
      await createEntry(tx, { entity: id, name: 'witness', attrs: [{ attr: 'to', value: leaf.id }] });
      tellWritten();
      await mayCommit;
    });
    await isWritten;
    const deletion = deleteEntry(await context(), { id: String(root.id) });
    await waitForLock();
    commit();
    await Promise.all([creation, deletion]);
    const { rows } = await listEntries(await context(), { entity: id }, NAMES);
    expect(rows.map(({ name }) => name)).toEqual(['leaf', 'witness']);
  });

  /** Until somebody in this database waits for somebody else. */
  async function waitForLock(): Promise<void> {
    const { em } = await context();
    for (let isWaiting = false; !isWaiting;) {
      const [found] = await query<{ waits: boolean }>(
        em,
        sql`select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`,
      );
      isWaiting = found?.waits ?? false;
    }
  }
});

describe('what a deletion or a restore expects', () => {
  test('a deletion that expects another state gets a conflict', async () => {
    const entry = await createEntry(await context(), { entity: id, name: 'x' });
    await updateEntry(await context(), { id: String(entry.id), name: 'y' });
    const deletion = deleteEntry(await context(), { id: String(entry.id), expectedUpdatedTime: entry.updatedTime });
    expect(await codesOf(deletion)).toEqual(['CONFLICT']);
  });

  test('of two restores one is too late, and of two deletions as well', async () => {
    const entry = await createEntry(await context(), { entity: id, name: 'x' });
    const twice = async (work: typeof deleteEntry) =>
      codesOf(work(await context(), { id: String(entry.id) }), work(await context(), { id: String(entry.id) }));
    expect(await twice(deleteEntry)).toEqual(['NOT_FOUND']);
    expect(await twice(restoreEntry)).toEqual(['INVALID']);
  });
});
