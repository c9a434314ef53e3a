/** Objects by id, lists, references in both directions, values and versions. */
import { ask, inOneOperation, type Visit } from './door.ts';
import type { PlainAttribute, PlainColumn, PlainEntry } from './plain-world.ts';
import { rolesOf } from './reference.ts';
import { emptyJson, present, type View } from './view.ts';

interface Node {
  readonly id: string;
}

interface Connection<T> {
  readonly totalCount: number;
  readonly nodes: readonly T[];
}

interface ShownAttribute {
  readonly id: string | null;
  readonly name: string;
  readonly isReadable: boolean;
  readonly text: string;
  readonly json: unknown;
  readonly value: Readonly<Record<string, unknown>> | null;
}

interface ShownEntry extends Node {
  readonly name: string;
  readonly entity: Node;
  readonly attrs: readonly ShownAttribute[];
  readonly referrals: Connection<Node>;
  readonly history: Connection<
    Node & { readonly text: string; readonly json: unknown; readonly attribute: ShownAttribute }
  >;
}

const VALUE = `value { __typename
  ... on StringValue { string } ... on NumberValue { number } ... on BooleanValue { boolean } ... on DateValue { date }
  ... on SelectValue { option { label } } ... on EntryValue { entry { id } } ... on NamedEntryValue { name entry { id } }
  ... on EntryListValue { entries { id } } ... on GroupValue { group { name } } ... on RoleValue { role { name description adminUsers { username } } } }`;
const ATTRIBUTE = `id name isReadable text json ${VALUE}`;
const WHOLE_ENTRY = `id name entity { id } attrs { ${ATTRIBUTE} } referrals(first: 1000) { totalCount nodes { id } }
  history(first: 1000) { totalCount nodes { id text json attribute { ${ATTRIBUTE} } } }`;

export const idsIn = (nodes: readonly Node[]): number[] => nodes.map(({ id }) => Number(id));
const idsOf = (all: readonly { readonly id: number }[]): number[] => all.map(({ id }) => id);

export async function entitiesById(visit: Visit): Promise<void> {
  const { view, user, comparison } = visit;
  const { entities } = view.world;
  const fields = entities.map(
    ({ id }) => `entity(id: ${id}) { id name attrs { name } entries(first: 1000) { totalCount nodes { id } } }`,
  );
  const data = await ask(visit, inOneOperation('query', fields));
  const byName = await ask(
    visit,
    inOneOperation(
      'query',
      entities.map(({ name }) => `entity(name: "${name}") { id }`),
    ),
  );
  for (const [index, entity] of entities.entries()) {
    const isSeen = view.reads(entity);
    const entries = view.activeEntries(entity.entries);
    const wanted = isSeen && {
      id: String(entity.id),
      name: entity.name,
      attrs: entity.columns.map(({ name }) => ({ name })),
      entries: { totalCount: entries.length, nodes: entries.map(({ id }) => ({ id: String(id) })) },
    };
    comparison.compare(user, 'entity by id', entity.name, wanted || null, plain(data[`f${index}`]));
    comparison.compare(user, 'entity by name', entity.name, isSeen, byName[`f${index}`] !== null);
  }
}

export async function entityList(visit: Visit): Promise<void> {
  const { view, user, comparison } = visit;
  const seen = view.world.entities.filter((entity) => view.reads(entity)).map(({ name }) => name);
  const { entities } = await ask(visit, '{ entities(first: 1000) { totalCount nodes { name } } }');
  const names = (entities.nodes as { name: string }[]).map(({ name }) => name);
  for (const { name } of view.world.entities)
    comparison.compare(user, 'entities', name, seen.includes(name), names.includes(name));
  comparison.compare(user, 'entities', 'totalCount', seen.length, entities.totalCount);
}

/** GET of the list that clients of REST know. */
export async function restEntityList({ test, view, user, comparison }: Visit): Promise<void> {
  const answer = await test.app.fastify.inject({
    url: '/entity/api/v2/?limit=1000',
    headers: { authorization: `Token ${user.token}` },
  });
  const { count, results } = answer.json() as { count: number; results: { id: number; permission: number }[] };
  const permissions = new Map(results.map(({ id, permission }) => [id, permission]));
  const seen = view.world.entities.filter((entity) => view.reads(entity));
  for (const entity of view.world.entities) {
    const wanted = seen.includes(entity) ? view.level(entity) : undefined;
    comparison.compare(user, 'REST entities', entity.name, wanted, permissions.get(entity.id));
  }
  comparison.compare(user, 'REST entities', 'count', seen.length, count);
}

export async function entriesById(visit: Visit): Promise<void> {
  const { view, user, comparison } = visit;
  const { entries } = view.world;
  const fields = entries.map(({ id }) => `entry(id: ${id}) { id name isActive }`);
  const data = await ask(visit, inOneOperation('query', fields));
  for (const [index, entry] of entries.entries()) {
    const { id, name, isActive } = entry;
    const wanted = view.reads(entry) ? { id: String(id), name, isActive } : null;
    comparison.compare(user, 'entry by id', `entry ${id}`, wanted, plain(data[`f${index}`]));
  }
}

export async function entryList(visit: Visit): Promise<void> {
  const { view, user, comparison } = visit;
  const wanted = view.activeEntries(view.world.entries);
  const data = await ask(
    visit,
    `{ entries(first: 1000) { totalCount nodes { ${WHOLE_ENTRY} } }
       deleted: entries(first: 1000, filter: { isActive: false }) { totalCount nodes { id } } }`,
  );
  const { nodes, totalCount } = data.entries as Connection<ShownEntry>;
  comparison.compare(user, 'entries', 'order', idsOf(wanted), idsIn(nodes));
  comparison.compare(user, 'entries', 'totalCount', wanted.length, totalCount);
  const shown = new Map(nodes.map((node) => [node.id, node]));
  for (const entry of view.world.entries.filter(({ isActive }) => isActive)) {
    const node = shown.get(String(entry.id));
    comparison.compare(user, 'entries', `entry ${entry.id}`, wanted.includes(entry), node !== undefined);
    if (node) compareEntry(visit, entry, node);
  }
  const deleted = view.world.entries.filter((entry) => !entry.isActive && view.reads(entry));
  comparison.compare(user, 'deleted entries', 'ids', idsOf(deleted), idsIn(data.deleted.nodes).toSorted(ascending));
  comparison.compare(user, 'deleted entries', 'totalCount', deleted.length, data.deleted.totalCount);
}

const ascending = (left: number, right: number): number => left - right;

function compareEntry(visit: Visit, entry: PlainEntry, node: ShownEntry): void {
  const { view, user, comparison } = visit;
  const what = `entry ${entry.id}`;
  comparison.compare(user, 'entry', what, [entry.name, String(entry.entity.id)], [node.name, node.entity.id]);
  for (const [index, attribute] of entry.attributes.entries())
    comparison.compare(
      user,
      'attribute',
      `${what} "${attribute.column.name}"`,
      shownAttribute(visit, attribute),
      plain(node.attrs[index]),
    );
  const referrers = idsOf(view.referrersOf(entry));
  comparison.compare(user, 'referrals', what, referrers, idsIn(node.referrals.nodes));
  comparison.compare(user, 'referrals totalCount', what, referrers.length, node.referrals.totalCount);
  const versions = entry.attributes
    .filter((attribute) => view.reads(attribute))
    .flatMap((attribute) => attribute.versions.map((version) => ({ attribute, ...version })))
    .toSorted((left, right) => right.id - left.id)
    .map(({ id, value, attribute }) => ({
      id: String(id),
      text: view.textOf(attribute.column, present(value)),
      json: value,
      attribute: shownAttribute(visit, attribute),
    }));
  comparison.compare(user, 'history', what, versions, plain(node.history.nodes));
  comparison.compare(user, 'history totalCount', what, versions.length, node.history.totalCount);
}

function shownAttribute({ view }: Visit, attribute: PlainAttribute): ShownAttribute {
  const { column, id } = attribute;
  const { name } = column;
  if (!view.reads(attribute)) return { id: null, name, isReadable: false, text: '', json: null, value: null };
  const value = view.valueOf(attribute);
  return {
    id: id === null ? null : String(id),
    name,
    isReadable: true,
    text: view.textOf(column, value),
    json: value ?? emptyJson(column),
    value: shownValue({ view }, column, value),
  };
}

function shownValue({ view }: Pick<Visit, 'view'>, column: PlainColumn, value: unknown): ShownAttribute['value'] {
  const entries = view.targetsOf(column, value).map(({ id }) => ({ id: String(id) }));
  const entry = entries[0] ?? null;
  const name = view.memberName(column, value);
  switch (column.type) {
    case 'STRING':
      return { __typename: 'StringValue', string: value ?? '' };
    case 'NUMBER':
      return value === null ? null : { __typename: 'NumberValue', number: value };
    case 'BOOLEAN':
      return { __typename: 'BooleanValue', boolean: value === true };
    case 'DATE':
      return value === null ? null : { __typename: 'DateValue', date: value };
    case 'SELECT':
      return value === null ? null : { __typename: 'SelectValue', option: { label: view.textOf(column, value) } };
    case 'OBJECT':
      return value === null ? null : { __typename: 'EntryValue', entry };
    case 'ARRAY_OBJECT':
      return { __typename: 'EntryListValue', entries };
    case 'NAMED_OBJECT':
      return { __typename: 'NamedEntryValue', name: (value as { name: string } | null)?.name ?? '', entry };
    case 'GROUP':
      return value === null ? null : { __typename: 'GroupValue', group: name === null ? null : { name } };
    case 'ROLE':
      return value === null ? null : { __typename: 'RoleValue', role: shownRole(view, value) };
  }
}

/** Whoever reads the attribute may know the name; the rest is for those who belong to the role. */
function shownRole(view: View, id: unknown): object | null {
  const role = view.world.roles.find((one) => one.isActive && one.id === id);
  if (!role) return null;
  const { name } = role;
  if (!view.user.isSuperuser && !rolesOf(view.world, view.user).includes(role))
    return { name, description: '', adminUsers: [] };
  const users = role.adminUsers.filter(({ isActive }) => isActive).map(({ username }) => ({ username }));
  return {
    name,
    description: `about ${name}`,
    adminUsers: users.toSorted((one, other) => (one.username < other.username ? -1 : 1)),
  };
}

export async function roles(visit: Visit): Promise<void> {
  const { view, user, comparison } = visit;
  const active = view.world.roles.filter(({ isActive }) => isActive);
  const data = await ask(
    visit,
    `{ roles(first: 100) { totalCount nodes { name } } ${active.map(({ id }) => `f${id}: role(id: ${id}) { name }`).join(' ')} }`,
  );
  const names = (data.roles.nodes as { name: string }[]).map(({ name }) => name);
  const own = user.isSuperuser ? active : rolesOf(view.world, user);
  comparison.compare(user, 'roles', 'totalCount', own.length, data.roles.totalCount);
  for (const role of active) {
    comparison.compare(user, 'roles', role.name, own.includes(role), names.includes(role.name));
    comparison.compare(user, 'role', role.name, own.includes(role), data[`f${role.id}`] !== null);
  }
}

/** Without what the executor puts on its objects. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
