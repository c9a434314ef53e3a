import { createEntity } from '../../../domains/entity/index.ts';
import { createEntries, deleteEntry, updateEntry } from '../../../domains/entry/index.ts';
import type { TestApp } from '../../../test/app.ts';
import { close } from './close.ts';
import type { Dice } from './dice.ts';
import { makeSociety } from './make-society.ts';
import { LABELS, type ColumnType, type PlainColumn, type PlainWorld } from './plain-world.ts';
import { readWorld } from './read-world.ts';
import { FULL, NOTHING, READABLE, WRITABLE, type PlainAcl, type Society } from './reference.ts';
import type { Query } from './statements.ts';

const ENTITIES = 6;
const ENTRIES = 200;
const TYPES: readonly ColumnType[] = [
  'STRING',
  'OBJECT',
  'NUMBER',
  'ARRAY_OBJECT',
  'SELECT',
  'NAMED_OBJECT',
  'BOOLEAN',
  'GROUP',
  'DATE',
  'ROLE',
];
const WORDS = ['red', 'Red wine', 'blue', 'green', 'wine'];
const REFERRING: readonly ColumnType[] = ['OBJECT', 'ARRAY_OBJECT', 'NAMED_OBJECT'];

/** A world of a seed, in the database and as plain objects. Everything is written by the server, but for who may do what. */
export async function makeRandomWorld(test: TestApp, query: Query, dice: Dice): Promise<PlainWorld> {
  const society = await makeSociety(test, query, dice);
  const beaconId = await makeEntities(test, dice);
  const ids = await makeEntries(test, dice);
  const world = { ...society, ...(await readWorld(query, beaconId)) };
  await makeValues(test, dice, world, ids);
  for (const id of dice.some(ids, 12)) await deleteEntry(await contextOf(test), { id: String(id) });

  const finished = { ...society, ...(await readWorld(query, beaconId)) };
  await closeSome(query, dice, finished);
  return finished;
}

const contextOf = ({ app, admin }: TestApp) => app.contextFor(admin);

async function makeEntities(test: TestApp, dice: Dice): Promise<number> {
  const beacons = await createEntity(await contextOf(test), { name: 'Beacon' });
  const [beacon] = await createEntries(await contextOf(test), {
    entityName: 'Beacon',
    entries: [{ name: 'beacon' }],
  });
  for (let index = 0; index < ENTITIES; index += 1) {
    const count = 4 + dice.below(3);
    // Every type occurs, and every entity refers to others.
    const types = Array.from({ length: count }, (_, place) => TYPES[(index * 5 + place) % TYPES.length] ?? 'STRING');
    await createEntity(await contextOf(test), {
      name: `Kind ${index}`,
      attrs: types.map((type, place) => ({
        name: `${type.toLowerCase()} ${place}`,
        type,
        ...(REFERRING.includes(type) ? { referral: [String(beacons.id)] } : {}),
        ...(type === 'SELECT' ? { choices: Object.entries(LABELS).map(([value, label]) => ({ value, label })) } : {}),
      })),
    });
  }
  return beacon?.id ?? 0;
}

/** Names repeat in other entities, not within one. */
async function makeEntries(test: TestApp, dice: Dice): Promise<number[]> {
  const names: string[][] = Array.from({ length: ENTITIES }, () => []);
  for (let index = 0; index < ENTRIES; index += 1) dice.pick(names).push(`${dice.pick(WORDS)} ${index % 40} ${index}`);
  const ids: number[] = [];
  for (const [index, own] of names.entries()) {
    const entries = own.map((name) => ({ name: name.toLowerCase() }));
    const rows = await createEntries(await contextOf(test), { entityName: `Kind ${index}`, entries });
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

async function makeValues(test: TestApp, dice: Dice, world: PlainWorld, ids: readonly number[]): Promise<void> {
  for (const entry of world.entries.filter(({ id }) => ids.includes(id))) {
    for (let version = dice.below(4); version >= 0; version -= 3) {
      const attrs = entry.entity.columns
        .filter(() => !dice.isOneIn(5))
        .map((column) => ({ attr: column.name, value: randomValue(dice, column, world, ids) }));
      await updateEntry(await contextOf(test), { id: String(entry.id), attrs });
    }
  }
}

/** Something that the column takes. */
export function randomValue(dice: Dice, column: PlainColumn, society: Society, ids: readonly number[]): unknown {
  switch (column.type) {
    case 'STRING':
      return dice.pick(WORDS);
    case 'NUMBER':
      return dice.below(12) / 2 - 2;
    case 'BOOLEAN':
      return dice.isOneIn(2);
    case 'DATE':
      return `2026-01-0${1 + dice.below(9)}`;
    case 'SELECT':
      return dice.pick(Object.keys(LABELS));
    case 'OBJECT':
      return dice.pick(ids);
    case 'ARRAY_OBJECT':
      return dice.some(ids, ids.length).slice(0, 1 + dice.below(4));
    case 'NAMED_OBJECT':
      return { name: dice.pick(WORDS), id: dice.pick(ids) };
    case 'GROUP':
      return dice.pick(society.groups.filter(({ isActive }) => isActive)).id;
    case 'ROLE':
      return dice.pick(society.roles.filter(({ isActive }) => isActive)).id;
  }
}

async function closeSome(query: Query, dice: Dice, world: PlainWorld): Promise<void> {
  const acl = (): PlainAcl => ({
    isPublic: dice.isOneIn(5),
    defaultPermission: dice.pick([NOTHING, NOTHING, READABLE, WRITABLE, FULL]),
    grants: dice.some(world.roles, 4).map((role) => ({ role, level: dice.pick([READABLE, WRITABLE, FULL]) })),
  });
  for (const entity of world.entities) {
    if (entity === world.beacon.entity) continue;
    if (dice.isOneIn(2)) await close(query, 'entity', entity, acl());
    for (const column of entity.columns) {
      if (dice.isOneIn(3)) await close(query, 'entity attribute', column, acl());
    }
    for (const entry of entity.entries) {
      if (dice.isOneIn(3)) await close(query, 'entry', entry, acl());
      for (const attribute of entry.attributes) {
        if (attribute.id !== null && dice.isOneIn(4)) await close(query, 'attribute', attribute, acl());
      }
    }
  }
}
