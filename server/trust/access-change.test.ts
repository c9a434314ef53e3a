/** A change of rights holds for every request that begins after its answer, on every server of the database. */
import { expect, test } from '@jest/globals';
import { makeTwoServers } from './test/access/two-servers.ts';

const { asks, makeUser, adminId } = await makeTwoServers();

/** What a change is tried on; made anew for each round. */
interface Round {
  readonly userId: string;
  readonly token: string;
  readonly group: string;
  readonly upperGroup: string;
  readonly role: string;
  readonly entity: string;
  readonly column: string;
  readonly entry: string;
  readonly attribute: string;
}

type Change = readonly [mutation: string, input: object];

interface Kind {
  /** What lets the user see the value, given to a closed entity; nothing where all is public. */
  readonly through?: 'user' | 'group' | 'upperGroup';
  readonly before?: (round: Round) => Change;
  readonly change: (round: Round) => Change;
  readonly undo?: (round: Round) => Change;
  /** What the value reads as afterwards; null when the entry is gone too. */
  readonly after: '' | null | 'UNAUTHENTICATED';
}

const members = (round: Round, of: 'users' | 'groups', ids: readonly string[]): Change => [
  'updateRole',
  { id: round.role, [of]: ids },
];
const closing = (object: 'entity' | 'column' | 'entry' | 'attribute', after: Kind['after']): Kind => ({
  change: (round) => ['setAcl', { id: round[object], isPublic: false }],
  undo: (round) => ['setAcl', { id: round[object], isPublic: true }],
  after,
});

const KINDS: Readonly<Record<string, Kind>> = {
  'the user leaves the role': {
    through: 'user',
    change: (round) => members(round, 'users', []),
    undo: (round) => members(round, 'users', [round.userId]),
    after: null,
  },
  'the group leaves the role': {
    through: 'group',
    change: (round) => members(round, 'groups', []),
    undo: (round) => members(round, 'groups', [round.group]),
    after: null,
  },
  'the user leaves the group': {
    through: 'upperGroup',
    change: (round) => ['updateGroup', { id: round.group, members: [] }],
    undo: (round) => ['updateGroup', { id: round.group, members: [round.userId] }],
    after: null,
  },
  'the group leaves the one above': {
    through: 'upperGroup',
    change: (round) => ['updateGroup', { id: round.group, parentGroup: null }],
    undo: (round) => ['updateGroup', { id: round.group, parentGroup: round.upperGroup }],
    after: null,
  },
  'the group is deleted': {
    through: 'group',
    change: ({ group }) => ['deleteGroup', { id: group }],
    after: null,
  },
  'the role is deleted': { through: 'user', change: ({ role }) => ['deleteRole', { id: role }], after: null },
  'the role may no more': {
    through: 'user',
    change: ({ entity, role }) => ['setAcl', { id: entity, roles: [{ role, permission: 'NOTHING' }] }],
    undo: ({ entity, role }) => ['setAcl', { id: entity, roles: [{ role, permission: 'WRITABLE' }] }],
    after: null,
  },
  'the entity is closed': closing('entity', null),
  'the entity attribute is closed': closing('column', ''),
  'the entry is closed': closing('entry', null),
  'the attribute is closed': closing('attribute', ''),
  'the user is deactivated': {
    change: ({ userId }) => ['updateUser', { id: userId, isActive: false }],
    after: 'UNAUTHENTICATED',
  },
  'the user is deleted': { change: ({ userId }) => ['deleteUser', { id: userId }], after: 'UNAUTHENTICATED' },
  'the superuser is one no more': {
    before: ({ userId }) => ['updateUser', { id: userId, isSuperuser: true }],
    change: ({ userId }) => ['updateUser', { id: userId, isSuperuser: false }],
    undo: ({ userId }) => ['updateUser', { id: userId, isSuperuser: true }],
    after: null,
  },
};

const ROUNDS = 56;

test.each(Object.entries(KINDS))('%s', async (name, kind) => {
  for (let turn = 0; turn < ROUNDS / Object.keys(KINDS).length; turn += 1) {
    const round = await makeRound(`${name} ${turn}`, kind);
    expect(await seenBy(round)).toEqual(['value', 'value']);
    await perform(turn % 2, kind.change(round));
    expect(await seenBy(round)).toEqual([kind.after, kind.after]);
    if (!kind.undo) continue;
    await perform(1 - (turn % 2), kind.undo(round));
    expect(await seenBy(round)).toEqual(['value', 'value']);
  }
});

async function perform(server: number, [mutation, input]: Change): Promise<void> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { errors { code message } } }`;
  const { data, errors } = await askOf(server)(query, { input });
  expect([errors, data?.[mutation]]).toEqual([undefined, { errors: [] }]);
}

const askOf = (server: number) => asks[server === 0 ? 0 : 1];

/** What each of the servers answers. */
async function seenBy(round: Round): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (const ask of asks) {
    const query = `{ entry(id: ${round.entry}) { attr(name: "c") { text } } }`;
    const { data, errors } = await ask(query, {}, round.token);
    seen.push(errors?.[0]?.extensions?.['code'] ?? (data.entry === null ? null : data.entry.attr.text));
  }
  return seen;
}

async function makeRound(name: string, { through, before }: Kind): Promise<Round> {
  const { actor, token } = await makeUser({ username: name });
  const userId = String(actor.id);
  const make = async (mutation: string, noun: string, input: object, selection: string) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
    const { data } = await askOf(0)(
      `mutation ($input: ${type}) { ${mutation}(input: $input) { ${noun} { ${selection} } errors { message } } }`,
      { input },
    );
    expect(data[mutation].errors).toEqual([]);
    return data[mutation][noun];
  };
  const upper = await make('createGroup', 'group', { name: `upper ${name}` }, 'id');
  const lower = { name: `lower ${name}`, parentGroup: upper.id, members: [userId] };
  const group = await make('createGroup', 'group', lower, 'id');
  const shared = { user: { users: [userId] }, group: { groups: [group.id] }, upperGroup: { groups: [upper.id] } };
  const of = through ? shared[through] : {};
  const role = await make('createRole', 'role', { name, adminUsers: [adminId], ...of }, 'id');
  const attrs = [{ name: 'c', type: 'STRING' }];
  const entity = await make('createEntity', 'entity', { name, attrs }, 'id attrs { id }');
  const values = [{ attr: 'c', value: 'value' }];
  const input = { entity: entity.id, name: 'entry', attrs: values };
  const entry = await make('createEntry', 'entry', input, 'id attrs { id }');
  const round = {
    userId,
    token,
    group: group.id,
    upperGroup: upper.id,
    role: role.id,
    entity: entity.id,
    column: entity.attrs[0].id,
    entry: entry.id,
    attribute: entry.attrs[0].id,
  };
  if (through || before) {
    const roles = [{ role: role.id, permission: 'READABLE' }];
    await perform(0, ['setAcl', { id: entity.id, isPublic: false, roles }]);
  }
  if (before) await perform(0, before(round));
  return round;
}
