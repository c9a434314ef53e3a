import type { TrustWorld } from '../world.ts';
import { NOTHING, operation, show, type BadInput } from './bad-input.ts';

const forged = [
  '',
  ' ',
  'abc',
  '0',
  '-1',
  '+1',
  '1.5',
  '1e3',
  '0x1',
  '01',
  '1 ',
  '1\0',
  '１',
  '2147483647',
  '2147483648',
  '9223372036854775808',
  '9'.repeat(400),
  '__proto__',
  'constructor',
  "1' or '1'='1",
  '1; drop table entry',
  '%00',
  '\ud800',
];
const noIds = [1.5, true, [], ['1', '2'], {}];

/** What writes, by the argument that its id is. All of them answer NOT_FOUND. */
const writes = [
  'mutation ($id: ID!) { updateEntity(input: { id: $id, note: "x" }) { errors { code message } } }',
  'mutation ($id: ID!) { deleteEntity(input: { id: $id }) { errors { code message } } }',
  'mutation ($id: ID!) { updateEntry(input: { id: $id, name: "x" }) { errors { code message } } }',
  'mutation ($id: ID!) { deleteEntry(input: { id: $id }) { errors { code message } } }',
  'mutation ($id: ID!) { restoreEntry(input: { id: $id }) { errors { code message } } }',
  'mutation ($id: ID!) { copyEntry(input: { id: $id, names: ["x"] }) { errors { code message } } }',
  'mutation ($id: ID!) { restoreValue(input: { version: $id }) { errors { code message } } }',
  'mutation ($id: ID!) { revokeToken(input: { id: $id }) { errors { code message } } }',
];
const reads = ['query ($id: ID!) { entry(id: $id) { id } }', 'query ($id: ID!) { entity(id: $id) { id } }'];

const CREATE = 'mutation ($id: ID) { createEntry(input: { entity: $id, name: "x" }) { errors { code message } } }';

const nameOf = (source: string): string => /\) \{ (\w+)/.exec(source)?.[1] ?? source;

/** Ids that nobody handed out, and ids of something else. */
export function badIds(world: TrustWorld): BadInput[] {
  const { targetEntity, targetEntry, everythingEntry, everythingEntity, attrs } = world;
  const attr = attrs.get('string');
  const other: readonly [operationName: string, id: string | undefined][] = [
    ['updateEntity', everythingEntry],
    ['updateEntity', attr],
    ['deleteEntity', everythingEntry],
    ['updateEntry', everythingEntity],
    ['updateEntry', attr],
    ['deleteEntry', targetEntity],
    ['restoreEntry', everythingEntity],
    ['copyEntry', attr],
  ];
  const sourceOf = (name: string): string => writes.find((source) => nameOf(source) === name) ?? '';
  const one = (source: string, code: string, id: unknown): BadInput =>
    operation(`${nameOf(source)} of ${show(id)}`, code, source, { id });
  return [
    ...writes.flatMap((source) => forged.map((id) => one(source, 'NOT_FOUND', id))),
    ...reads.flatMap((source) => forged.map((id) => one(source, NOTHING, id))),
    ...[...writes, ...reads].flatMap((source) => noIds.map((id) => one(source, 'BAD_USER_INPUT', id))),
    ...forged.filter((id) => id !== '').map((id) => one(CREATE, 'NOT_FOUND', id)),
    ...other.map(([name, id]) => one(sourceOf(name), 'NOT_FOUND', id)),
    one(reads[0] ?? '', NOTHING, targetEntity),
    one(reads[0] ?? '', NOTHING, attr),
    one(reads[1] ?? '', NOTHING, targetEntry),
    one(reads[1] ?? '', NOTHING, attr),
    one(CREATE, 'NOT_FOUND', targetEntry),
    one(CREATE, 'REQUIRED', ''),
    one(CREATE, 'REQUIRED', null),
    one(sourceOf('deleteEntity'), 'IN_USE', targetEntity),
    one(sourceOf('restoreEntry'), 'INVALID', targetEntry),
    one(sourceOf('updateEntry'), 'NOT_FOUND', world.deletedEntry),
    operation(
      'an entity by id and by name',
      'INVALID',
      'mutation ($id: ID) { createEntry(input: { entity: $id, entityName: "Target", name: "x" }) { errors { code message } } }',
      { id: targetEntity },
    ),
    ...['yesterday', '2026-02-30T00:00:00Z', '2026-03-01', 5, true, '2026-03-01T00:00:00'].map((time) =>
      operation(
        `an expectedUpdatedTime of ${show(time)}`,
        'BAD_USER_INPUT',
        'mutation ($id: ID!, $t: DateTime) { updateEntry(input: { id: $id, expectedUpdatedTime: $t }) { errors { code message } } }',
        { id: targetEntry, t: time },
      ),
    ),
    operation(
      'an expectedUpdatedTime that is over',
      'CONFLICT',
      'mutation ($id: ID!) { updateEntry(input: { id: $id, expectedUpdatedTime: "2001-01-01T00:00:00Z" }) { errors { code message } } }',
      { id: targetEntry },
    ),
  ];
}
