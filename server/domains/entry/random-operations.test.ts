/** Whatever is done to entries, in whatever order: documents, versions, references and search rows tell the same. */
import { expect, test } from '@jest/globals';
import { query, sql, withTransaction } from '../../db/index.ts';
import { Rejected } from '../../errors.ts';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity, updateEntity, type Entity } from '../entity/index.ts';
import {
  checkStorage,
  copyEntry,
  createEntries,
  createEntry,
  deleteEntry,
  restoreEntry,
  restoreValue,
  updateEntry,
} from './index.ts';

const world = await makeTestWorld();
const context = () => world.contextOf(world.admin);

/** The same numbers for the same seed, for ever (mulberry32). */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('There is nothing to pick from');
    return value;
  }

  some<T>(values: readonly T[], most: number): T[] {
    return Array.from({ length: this.below(most + 1) }, () => this.pick(values));
  }
}

const WORDS = [
  '',
  'a',
  'A',
  'Ä',
  'ä',
  '東京',
  '東京サーバー',
  'ΣΑΣ',
  '%',
  '_',
  '\\',
  'x y',
  '🦆',
  'İ',
  'ẞ',
  '__proto__',
];

async function makeWorld(seed: number): Promise<{ first: Entity; second: Entity }> {
  const ctx = await context();
  const { id } = await createEntity(ctx, {
    name: `First ${seed}`,
    attrs: [
      { name: 'string', type: 'STRING', defaultValue: 'default' },
      { name: 'text', type: 'TEXT' },
      { name: 'boolean', type: 'BOOLEAN', defaultValue: true },
      { name: 'number', type: 'NUMBER' },
      { name: 'date', type: 'DATE' },
      { name: 'datetime', type: 'DATETIME' },
      { name: 'strings', type: 'ARRAY_STRING' },
      { name: 'numbers', type: 'ARRAY_NUMBER' },
      { name: 'pick', type: 'SELECT', choices: ['p', 'q', 'r'].map((value) => ({ value, label: `Label ${value}` })) },
      { name: 'picks', type: 'MULTI_SELECT', choices: ['p', 'q', 'r'].map((value) => ({ value, label: value })) },
    ],
  });
  const referral = [String(id)];
  const references = [
    { name: 'object', type: 'OBJECT', referral, isDeleteInChain: true },
    { name: 'named', type: 'NAMED_OBJECT', referral },
    { name: 'objects', type: 'ARRAY_OBJECT', referral, isDeleteInChain: true },
    { name: 'named list', type: 'ARRAY_NAMED_OBJECT', referral },
    { name: 'flagged', type: 'ARRAY_NAMED_OBJECT_BOOLEAN', referral },
  ] as const;
  const first = await updateEntity(ctx, { id: String(id), attrs: references });
  const second = await createEntity(ctx, {
    name: `Second ${seed}`,
    itemNameType: 'ATTRIBUTES',
    attrs: [
      { name: 'string', type: 'STRING', nameOrder: 1 },
      { name: 'object', type: 'OBJECT', referral: [String(id)], nameOrder: 2, namePrefix: ' on ' },
      { name: 'number', type: 'NUMBER', nameOrder: 3, namePrefix: ' #' },
    ],
  });
  return { first, second };
}

class Player {
  readonly #dice: Dice;
  readonly #entities: readonly Entity[];
  readonly ids: number[] = [];
  readonly done = new Map<string, number>();

  constructor(dice: Dice, entities: readonly Entity[]) {
    this.#dice = dice;
    this.#entities = entities;
  }

  #value(type: string): unknown {
    const dice = this.#dice;
    const id = () => (this.ids.length === 0 || dice.below(5) === 0 ? null : dice.pick(this.ids));
    const number = () => dice.pick([null, 0, -1.5, 1e21, 4, '7', ' 8 ']);
    const named = () => ({ name: dice.pick(WORDS), id: id() });
    switch (type) {
      case 'STRING':
      case 'TEXT':
        return dice.pick(WORDS);
      case 'BOOLEAN':
        return dice.below(2) === 0;
      case 'NUMBER':
        return number();
      case 'DATE':
        return dice.pick([null, '', '2026-03-01', '2026-3-1', '0001-01-01']);
      case 'DATETIME':
        return dice.pick([null, '2026-03-01T10:00:00+09:00', '2026-03-01', '9999-12-31T23:59:59.999Z']);
      case 'SELECT':
        return dice.pick([null, 'p', 'q', 'r', 'gone']);
      case 'OBJECT':
        return id();
      case 'NAMED_OBJECT':
        return dice.pick([null, named()]);
      case 'ARRAY_STRING':
        return dice.some(WORDS, 4);
      case 'ARRAY_NUMBER':
        return Array.from({ length: dice.below(4) }, number);
      case 'MULTI_SELECT':
        return dice.some(['p', 'q', 'r'], 4);
      case 'ARRAY_OBJECT':
        return Array.from({ length: dice.below(4) }, id);
      case 'ARRAY_NAMED_OBJECT':
        return Array.from({ length: dice.below(4) }, named);
      default:
        return Array.from({ length: dice.below(4) }, () => ({ ...named(), boolean: dice.below(2) === 0 }));
    }
  }

  #attrs({ attrs }: Entity): { attr: string; value: unknown }[] {
    const chosen = attrs.filter(() => this.#dice.below(3) === 0);
    return chosen.map(({ name, type }) => ({ attr: name, value: this.#value(type.name) }));
  }

  #entry(entity: Entity) {
    return { name: `${this.#dice.pick(WORDS)} ${this.#dice.below(60)}`, attrs: this.#attrs(entity) };
  }

  /** One operation, in a transaction of its own; what it is refused for is no matter here. */
  async play(): Promise<void> {
    const ctx = await context();
    const dice = this.#dice;
    const entity = dice.pick(this.#entities);
    const id = this.ids.length === 0 ? '1' : String(dice.pick(this.ids));
    const operations: Readonly<Record<string, () => Promise<unknown>>> = {
      create: async () =>
        this.ids.push((await createEntry(ctx, { entity: String(entity.id), ...this.#entry(entity) })).id),
      bulk: async () => {
        const entries = Array.from({ length: 1 + dice.below(4) }, () => this.#entry(entity));
        this.ids.push(...(await createEntries(ctx, { entity: String(entity.id), entries })).map((row) => row.id));
      },
      update: async () => updateEntry(ctx, { id, ...this.#change(await this.#entityOf(id)) }),
      delete: async () => deleteEntry(ctx, { id }),
      restore: async () => restoreEntry(ctx, { id: await this.#pickDeleted(id) }),
      copy: async () =>
        this.ids.push(...(await copyEntry(ctx, { id, names: [`copy ${dice.below(40)}`] })).map((row) => row.id)),
      restoreValue: async () => restoreValue(ctx, { version: await this.#pickVersion() }),
      undone: async () => {
        await withTransaction({ ...ctx, dryRun: true }, async (tx) => {
          await updateEntry(tx, { id, ...this.#change(await this.#entityOf(id)) });
          await deleteEntry(tx, { id });
        });
      },
    };
    const name = dice.pick(Object.keys(operations));
    try {
      await operations[name]?.();
      this.done.set(name, (this.done.get(name) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
    }
  }

  #change(entity: Entity) {
    const entry = this.#entry(entity);
    return this.#dice.below(3) === 0 ? entry : { attrs: entry.attrs };
  }

  async #entityOf(id: string): Promise<Entity> {
    const ctx = await context();
    const [row] = await query<{ entity: number }>(
      ctx.em,
      sql`select entity_id as entity from entry where id = ${Number(id)}`,
    );
    return this.#entities.find((entity) => entity.id === row?.entity) ?? this.#dice.pick(this.#entities);
  }

  async #pickDeleted(otherwise: string): Promise<string> {
    const rows = await query<{ id: number }>(
      (await context()).em,
      sql`select id from entry where not is_active order by id`,
    );
    return rows.length === 0 ? otherwise : String(this.#dice.pick(rows).id);
  }

  async #pickVersion(): Promise<string> {
    const rows = await query<{ id: number }>((await context()).em, sql`select id from attribute_value order by id`);
    return rows.length === 0 ? '1' : String(this.#dice.pick(rows).id);
  }
}

test.each([1, 20_261_123])(
  'after 300 random operations with the seed %i the storage agrees with itself',
  async (seed) => {
    const { first, second } = await makeWorld(seed);
    const player = new Player(new Dice(seed), [first, second]);
    for (let turn = 0; turn < 300; turn += 1) {
      await player.play();
      if (turn % 50 === 49) expect((await checkStorage(await context())).differences).toEqual([]);
    }
    expect(player.done.size).toBe(8);
    expect(Math.min(...player.done.values())).toBeGreaterThan(5);

    const { em } = await context();
    const [facts] = await query<Record<string, number>>(
      em,
      sql`select
        (select count(*) from (select 1 from entry where is_active group by entity_id, name_key having count(*) > 1) d) as doubles,
        (select count(*) from entry where is_active and (deleted_time is not null or deleted_name is not null or deleted_with is not null)) as "halfRestored",
        (select count(*) from entry where not is_active and (deleted_time is null or deleted_name is null)) as "halfDeleted",
        (select count(*) from attribute a where not exists (select from attribute_value v where v.attribute_id = a.id)) as "withoutVersion",
        (select count(*) from attribute_value v join attribute a on a.id = v.attribute_id join entity_attr c on c.id = a.entity_attr_id where v.type <> c.type) as "ofOtherType"`,
    );
    expect(facts).toEqual({ doubles: 0, halfRestored: 0, halfDeleted: 0, withoutVersion: 0, ofOtherType: 0 });
  },
);

test('the comparison finds what is made wrong by hand', async () => {
  const { em } = await context();
  const [last] = await query<{ entry: number }>(em, sql`select max(entry_id) as entry from entry_text`);
  await query(em, sql`delete from entry_text where entry_id = ${last?.entry}`);
  await query(em, sql`update entry set doc = '{}' where id = ${last?.entry}`);
  const { differences } = await checkStorage(await context());
  expect(differences.map(({ what }) => what).toSorted()).toEqual(['document', 'search rows']);
  expect((await checkStorage(await context(), { repair: true })).repaired).toBe(1);
  expect((await checkStorage(await context())).differences).toEqual([]);
});
