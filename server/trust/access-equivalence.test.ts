/**
 * A random world of users, groups, roles and lists at every level: through every door each user sees and may do exactly what an
 * independent, slow reading of the model says. `TEST_SEED` tries another world.
 */
import { beforeAll, expect, test } from '@jest/globals';
import { makeTestApp } from '../test/app.ts';
import { acls, permissions, setAcls } from './test/access/acl-doors.ts';
import { Comparison } from './test/access/comparison.ts';
import { Dice } from './test/access/dice.ts';
import { ask, WIDE_LIMITS, type Visit } from './test/access/door.ts';
import { compareEvents } from './test/access/event-door.ts';
import { cursors, filters, foreignCursors, orders } from './test/access/list-doors.ts';
import { makeRandomWorld } from './test/access/make-world.ts';
import type { PlainEntry, PlainWorld } from './test/access/plain-world.ts';
import { entitiesById, entityList, entriesById, entryList, restEntityList, roles } from './test/access/read-doors.ts';
import type { PlainUser } from './test/access/reference.ts';
import { connect } from './test/access/statements.ts';
import { View } from './test/access/view.ts';
import { refusesTheInactive, writes } from './test/access/write-doors.ts';

const seed = Number(process.env.TEST_SEED ?? 1);
const app = await makeTestApp(WIDE_LIMITS);
const query = await connect(app.databaseUrl);
const dice = new Dice(seed);
let world: PlainWorld;
let total = 0;

beforeAll(async () => {
  world = await makeRandomWorld(app, query, dice);
});

const usersWho = (isActive: boolean): PlainUser[] => world.users.filter((user) => user.isActive === isActive);

const views = new Map<PlainUser, View>();

function viewOf(user: PlainUser): View {
  const view = views.get(user) ?? new View(world, user);
  views.set(user, view);
  return view;
}

async function visitAll(door: (visit: Visit) => Promise<unknown>, isActive = true): Promise<string[]> {
  const comparison = new Comparison(seed);
  for (const user of usersWho(isActive)) await door({ test: app, user, view: viewOf(user), comparison });
  return settle(comparison);
}

const AGREEMENT = ['0 disagreements'];

function settle({ disagreements, triples }: Comparison): string[] {
  total += triples;
  return [
    triples === 0 ? 'nothing was compared' : `${disagreements.length} disagreements`,
    ...disagreements.slice(0, 30),
  ];
}

const DOORS: readonly (readonly [string, (visit: Visit) => Promise<unknown>])[] = [
  ['entities by id and by name', entitiesById],
  ['the list of entities', entityList],
  ['the list of entities in REST', restEntityList],
  ['roles', roles],
  ['entries by id', entriesById],
  ['the list of entries with values, referrals and history', entryList],
  ['filters', (visit) => filters(visit, dice, 40)],
  ['orders', orders],
  ['pages', (visit) => cursors(visit, dice)],
  ['permissions', permissions],
  ['lists of access', (visit) => acls(visit, dice)],
  ['changes of entries and entities', (visit) => writes(visit, dice)],
  ['changes of lists of access', (visit) => setAcls(visit, dice)],
];

test.each(DOORS)('%s', async (_name, door) => {
  expect(await visitAll(door)).toEqual(AGREEMENT);
});

test('cursors that a superuser got', async () => {
  const superuser = world.users[0];
  if (!superuser) throw new Error('There are no users');
  const visit = { test: app, user: superuser, view: viewOf(superuser), comparison: new Comparison(seed) };
  const { entries } = await ask(visit, '{ entries(first: 1000) { edges { cursor node { id } } } }');
  const found = new Map<PlainEntry, string>();
  for (const { cursor, node } of dice.some(entries.edges as { cursor: string; node: { id: string } }[], 40)) {
    const entry = world.entries.find(({ id }) => String(id) === node.id);
    if (entry) found.set(entry, cursor);
  }
  expect(await visitAll((other) => foreignCursors(other, found))).toEqual(AGREEMENT);
});

test('who is no longer active finds every door closed', async () => {
  const queries = ['{ entities { totalCount } }', '{ entries { totalCount } }', '{ me { username } }'];
  expect(await visitAll((visit) => refusesTheInactive(visit, queries), false)).toEqual(AGREEMENT);
});

// It changes the world, so it comes last.
test('subscriptions', async () => {
  const comparison = new Comparison(seed);
  const active = world.entries.filter((entry) => entry.isActive && entry !== world.beacon);
  await compareEvents(app, usersWho(true).map(viewOf), dice.some(active, 30), comparison);
  expect(settle(comparison)).toEqual(AGREEMENT);
});

test('more than 10,000 things were compared', () => {
  expect(total).toBeGreaterThan(10_000);
});
