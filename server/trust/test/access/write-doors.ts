/** Every change, tried with a dry run: whether it is let through, and if not, with which codes at which places. */
import type { Dice } from './dice.ts';
import { answerOf, ask, type Visit } from './door.ts';
import { randomValue } from './make-world.ts';
import type { PlainAttribute, PlainColumn, PlainEntity, PlainEntry } from './plain-world.ts';
import { FULL, READABLE, WRITABLE, type Guarded } from './reference.ts';
import { idsOf } from './view.ts';

/** One change, and the codes and places that must come back; none for success. */
interface Attempt {
  readonly object: string;
  readonly input: object;
  readonly wanted: readonly string[];
}

interface Given {
  readonly column: PlainColumn;
  readonly value: unknown;
}

export async function writes(visit: Visit, dice: Dice): Promise<void> {
  const { view } = visit;
  const [active, deleted] = [true, false].map((isActive) =>
    view.world.entries.filter((one) => one.isActive === isActive),
  );
  if (!active || !deleted) throw new Error('There are no entries');
  await attempt(
    visit,
    'updateEntry',
    dice.some(active, 40).map((entry) => update(visit, dice, entry)),
  );
  await attempt(
    visit,
    'createEntry',
    rounds(15, (round) => create(visit, dice, round)),
  );
  await attempt(
    visit,
    'deleteEntry',
    dice.some(active, 40).map((entry) => onEntry(visit, entry, {})),
  );
  await attempt(
    visit,
    'restoreEntry',
    deleted.map((entry) => onEntry(visit, entry, {}, true)),
  );
  await attempt(
    visit,
    'copyEntry',
    dice.some(active, 20).map((entry) => onEntry(visit, entry, { names: [`${entry.name} copy`] })),
  );
  await attempt(
    visit,
    'restoreValue',
    dice.some(view.world.entries, 50).flatMap((entry) => restoreValue(visit, dice, entry)),
  );
  await attempt(
    visit,
    'updateEntity',
    view.world.entities.map((entity) => onEntity(visit, entity, WRITABLE, { note: 'x' }, [])),
  );
  await attempt(
    visit,
    'deleteEntity',
    view.world.entities.map((entity) => onEntity(visit, entity, FULL, {}, ['IN_USE'])),
  );
  await attempt(
    visit,
    'updateEntity',
    view.world.entities.flatMap((entity) =>
      entity.columns.map((column) => onColumn(visit, column, { note: 'x' }, WRITABLE)),
    ),
  );
  await attempt(
    visit,
    'updateEntity',
    view.world.entities.flatMap((entity) =>
      entity.columns.map((column) => onColumn(visit, column, { isDeleted: true }, FULL)),
    ),
  );
}

const rounds = <T>(count: number, make: (round: number) => T): T[] =>
  Array.from({ length: count }, (_, round) => make(round));

/** All of them in one operation, which is undone as a whole. */
export async function attempt(visit: Visit, mutation: string, attempts: readonly Attempt[]): Promise<void> {
  if (attempts.length === 0) return;
  const { user, comparison } = visit;
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation (${attempts.map((_, index) => `$i${index}: ${type}`).join(' ')}) {
    ${attempts.map((_, index) => `f${index}: ${mutation}(input: $i${index}, dryRun: true) { errors { code path } }`).join('\n')} }`;
  const data = await ask(visit, query, Object.fromEntries(attempts.map(({ input }, index) => [`i${index}`, input])));
  for (const [index, { object, wanted }] of attempts.entries()) {
    const errors = data[`f${index}`].errors as { code: string; path: string[] }[];
    const got = errors.map(({ code, path }) => [code, ...path.slice(0, 2)].join(' '));
    comparison.compare(user, mutation, object, [...new Set(wanted)].toSorted(), [...new Set(got)].toSorted());
  }
}

/** What stands in the way of changing an object; `held` is what it needs. Nothing for who may. */
export function refusal({ user, view }: Visit, object: Guarded, needed: number, place = 'id'): string[] | null {
  if (user.isReadonly && !user.isSuperuser) return ['PERMISSION_DENIED'];
  if (!view.may(READABLE, object)) return [`NOT_FOUND ${place}`];
  return view.may(needed, object) ? null : [`PERMISSION_DENIED ${place}`];
}

function onEntry(visit: Visit, entry: PlainEntry, more: object, needsDeleted = false): Attempt {
  const gone = needsDeleted === entry.isActive ? ['NOT_FOUND id'] : [];
  return {
    object: `entry ${entry.id}`,
    input: { id: String(entry.id), ...more },
    wanted: refusal(visit, entry, WRITABLE) ?? gone,
  };
}

function update(visit: Visit, dice: Dice, entry: PlainEntry): Attempt {
  const given = someValues(visit, dice, entry.entity);
  const attributes = given.map(({ column }) => visit.view.attributeOf(entry, column));
  const wanted = refusal(visit, entry, WRITABLE) ?? ofValues(visit, given, attributes);
  return { ...onEntry(visit, entry, { attrs: inputOf(dice, given) }), wanted };
}

function create(visit: Visit, dice: Dice, round: number): Attempt {
  const entity = dice.pick(visit.view.world.entities);
  const given = someValues(visit, dice, entity);
  return {
    object: entity.name,
    input: { entity: String(entity.id), name: `new ${round}`, attrs: inputOf(dice, given) },
    wanted:
      refusal(visit, entity, WRITABLE, 'entity') ??
      ofValues(
        visit,
        given,
        given.map(({ column }) => column),
      ),
  };
}

function someValues({ view }: Visit, dice: Dice, entity: PlainEntity): Given[] {
  const ids = view.world.entries.map(({ id }) => id);
  return dice.some(entity.columns, 3).map((column) => ({ column, value: randomValue(dice, column, view.world, ids) }));
}

const inputOf = (dice: Dice, given: readonly Given[]): object[] =>
  given.map(({ column, value }) => ({ attr: dice.isOneIn(3) ? String(column.id) : column.name, value }));

/** Of a value that may not be given nothing else is said; else it must refer to what the user may see. */
function ofValues({ view }: Visit, given: readonly Given[], objects: readonly Guarded[]): string[] {
  const denied = given.flatMap((_, index) => {
    const object = objects[index];
    return object && view.may(WRITABLE, object) ? [] : [`PERMISSION_DENIED attrs ${index}`];
  });
  if (denied.length > 0) return denied;
  return given.flatMap(({ column, value }, index) => {
    const held = objects[index] as Partial<PlainAttribute> | undefined;
    return refersToNothing({ view }, column, value, held?.versions?.at(-1)?.value) ? [`NOT_FOUND attrs ${index}`] : [];
  });
}

/** Whether it refers to what is deleted or may not be seen, and did not do so before. */
function refersToNothing({ view }: Pick<Visit, 'view'>, column: PlainColumn, value: unknown, held: unknown): boolean {
  const shown = new Set(view.targetsOf(column, value).map(({ id }) => id));
  const kept = new Set(idsOf(column, held));
  return idsOf(column, value).some((id) => !shown.has(id) && !kept.has(id));
}

function restoreValue(visit: Visit, dice: Dice, entry: PlainEntry): Attempt[] {
  const attributes = entry.attributes.filter(({ versions }) => versions.length > 0);
  if (attributes.length === 0) return [];
  const attribute = dice.pick(attributes);
  const { column, versions } = attribute;
  const version = dice.pick(versions);
  const { value } = version;
  const member = column.type === 'GROUP' || column.type === 'ROLE';
  const isGone =
    refersToNothing(visit, column, value, versions.at(-1)?.value) ||
    (member && visit.view.memberName(column, value) === null && value !== versions.at(-1)?.value);
  // What he may not see is not there; then the entry counts, and last its attribute.
  const wanted =
    refusal(visit, attribute, READABLE, 'version') ??
    refusal(visit, entry, WRITABLE, 'version') ??
    (entry.isActive ? null : ['NOT_FOUND version']) ??
    refusal(visit, attribute, WRITABLE, 'version') ??
    (isGone ? ['NOT_FOUND version'] : []);
  return [{ object: `version ${version.id} of entry ${entry.id}`, input: { version: String(version.id) }, wanted }];
}

function onEntity(visit: Visit, entity: PlainEntity, needed: number, more: object, otherwise: string[]): Attempt {
  const isEmpty = entity.entries.every(({ isActive }) => !isActive);
  return {
    object: entity.name,
    input: { id: String(entity.id), ...more },
    wanted: refusal(visit, entity, needed) ?? (isEmpty ? [] : otherwise.map((code) => `${code} id`)),
  };
}

/** A column of an entity that one may change is no secret, but its level counts. */
function onColumn(visit: Visit, column: PlainColumn, change: object, needed: number): Attempt {
  const { entity } = column;
  const isAllowed = visit.view.may(needed, column);
  return {
    object: `${entity.name} "${column.name}"`,
    input: { id: String(entity.id), attrs: [{ id: String(column.id), ...change }] },
    wanted: refusal(visit, entity, WRITABLE) ?? (isAllowed ? [] : ['PERMISSION_DENIED attrs 0']),
  };
}

/** Who is no longer active is nobody. */
export async function refusesTheInactive({ test, user, comparison }: Visit, queries: readonly string[]): Promise<void> {
  for (const query of queries) {
    const { errors } = await answerOf(test, user, query);
    comparison.compare(user, 'any door', query, 'UNAUTHENTICATED', errors?.[0]?.extensions?.['code']);
  }
}
