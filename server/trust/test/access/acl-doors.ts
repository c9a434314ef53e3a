/** What is told about permissions, and who may change the lists. */
import type { Dice } from './dice.ts';
import { ask, inOneOperation, type Visit } from './door.ts';
import type { PlainWorld } from './plain-world.ts';
import {
  FULL,
  isControllable,
  NOTHING,
  READABLE,
  rolesOf,
  WRITABLE,
  type Guarded,
  type PlainAcl,
} from './reference.ts';
import { attempt, refusal } from './write-doors.ts';

const NAMES: Readonly<Record<number, string>> = {
  [NOTHING]: 'NOTHING',
  [READABLE]: 'READABLE',
  [WRITABLE]: 'WRITABLE',
  [FULL]: 'FULL',
};

type Object = Guarded & { readonly id: number | null };

/** By kind: none of one kind inherits from another. */
function objectsByKind(world: PlainWorld): readonly (readonly Object[])[] {
  const columns = world.entities.flatMap((entity) => entity.columns);
  const attributes = world.entries.flatMap((entry) => entry.attributes).filter(({ id }) => id !== null);
  return [world.entities, columns, world.entries, attributes];
}

/** The permission fields of objects, and the lists by id. */
export async function permissions(visit: Visit): Promise<void> {
  const { view, user, comparison } = visit;
  const { entities } = await ask(
    visit,
    `{ entities(first: 1000) { nodes { id permission attrs { permission }
      entries(first: 1000) { nodes { id permission attrs { permission } } } } } }`,
  );
  const shown = new Map((entities.nodes as { id: string }[]).map((node) => [node.id, node]));
  for (const entity of view.world.entities) {
    const seen = view.activeEntries(entity.entries);
    const wanted = view.reads(entity)
      ? {
          id: String(entity.id),
          permission: NAMES[view.level(entity)],
          attrs: entity.columns.map((column) => ({ permission: NAMES[view.level(column)] })),
          entries: {
            nodes: seen.map((entry) => ({
              id: String(entry.id),
              permission: NAMES[view.level(entry)],
              attrs: entry.attributes.map((attribute) => ({ permission: NAMES[view.level(attribute)] })),
            })),
          },
        }
      : undefined;
    comparison.compare(user, 'permission', entity.name, wanted, copyOf(shown.get(String(entity.id))));
    comparison.triples += entity.columns.length + seen.length;
  }
}

const copyOf = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

export async function acls(visit: Visit, dice: Dice): Promise<void> {
  const { view, user, comparison } = visit;
  const objects = objectsByKind(view.world).flatMap((some) => dice.some(some, 60));
  const fields = objects.map(({ id }) => `acl(id: ${id}) { isPublic defaultPermission permission }`);
  const data = await ask(visit, inOneOperation('query', fields));
  for (const [index, object] of objects.entries()) {
    const { isPublic, defaultPermission } = object.acl;
    const wanted = view.reads(object)
      ? { isPublic, defaultPermission: NAMES[defaultPermission], permission: NAMES[view.level(object)] }
      : null;
    comparison.compare(user, 'acl', `object ${object.id}`, wanted, copyOf(data[`f${index}`]));
  }
}

export async function setAcls(visit: Visit, dice: Dice): Promise<void> {
  // What is changed in one operation is undone together, so nothing in it may inherit from something else in it.
  for (const objects of objectsByKind(visit.view.world)) {
    const some = dice.some(objects, 40);
    await attempt(
      visit,
      'setAcl',
      some.map((object) => {
        const changes = randomChanges(visit, dice);
        const told = { ...changes, roles: changes.roles.map(({ role, level }) => [role.name, level]) };
        return {
          object: `object ${object.id} ${JSON.stringify(told)}`,
          input: inputOf(object, changes),
          wanted: refusal(visit, object, FULL) ?? problemsOf(visit, object, changes),
        };
      }),
    );
  }
}

function randomChanges({ view }: Visit, dice: Dice): Changes {
  const roles = view.world.roles.filter(({ isActive }) => isActive);
  return {
    ...(dice.isOneIn(2) ? { isPublic: dice.isOneIn(3) } : {}),
    ...(dice.isOneIn(2) ? { defaultPermission: dice.pick([NOTHING, READABLE, WRITABLE, FULL]) } : {}),
    roles: dice.some(roles, 2).map((role) => ({ role, level: dice.pick([NOTHING, READABLE, WRITABLE, FULL, FULL]) })),
  };
}

interface Changes {
  readonly isPublic?: boolean;
  readonly defaultPermission?: number;
  readonly roles: PlainAcl['grants'];
}

function inputOf({ id }: Object, { isPublic, defaultPermission, roles }: Changes): object {
  return {
    id: String(id),
    ...(isPublic === undefined ? {} : { isPublic }),
    ...(defaultPermission === undefined ? {} : { defaultPermission: NAMES[defaultPermission] }),
    roles: roles.map(({ role, level }) => ({ role: String(role.id), permission: NAMES[level] })),
  };
}

function problemsOf({ view, user }: Visit, object: Object, changes: Changes): string[] {
  if (user.isSuperuser) return [];
  const own = rolesOf(view.world, user);
  const foreign = changes.roles.flatMap(({ role }, index) => (own.includes(role) ? [] : [`NOT_FOUND roles ${index}`]));
  if (foreign.length > 0) return foreign;
  const named = new Set(changes.roles.map(({ role }) => role));
  const after: PlainAcl = {
    isPublic: changes.isPublic ?? object.acl.isPublic,
    defaultPermission: changes.defaultPermission ?? object.acl.defaultPermission,
    grants: [...object.acl.grants.filter(({ role }) => !named.has(role)), ...changes.roles].filter(
      ({ level }) => level > NOTHING,
    ),
  };
  return isControllable(view.world, after) ? [] : ['PERMISSION_DENIED'];
}
