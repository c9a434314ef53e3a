/** People of the demo data. They have no passwords: look through their eyes with a token, or give them one. */
export const DEMO_USERS: readonly {
  readonly username: string;
  readonly email: string;
  readonly isReadonly?: boolean;
}[] = [
  { username: 'mori', email: 'mori@example.org' },
  { username: 'ruiz', email: 'ruiz@example.org' },
  { username: 'sato', email: 'sato@example.org', isReadonly: true },
];

type Username = 'mori' | 'ruiz' | 'sato';

/** Groups of the demo data; `parent` is the index of an earlier one. */
export const DEMO_GROUPS: readonly {
  readonly name: string;
  readonly parent?: number;
  readonly members?: readonly Username[];
}[] = [
  { name: 'Operations' },
  { name: 'Network operations', parent: 0, members: ['mori'] },
  { name: 'データベース運用', parent: 0 },
  { name: 'Plattform-Ingenieure', parent: 0 },
  { name: 'Équipe de nuit', parent: 0 },
  { name: 'Security' },
  { name: 'Facilities' },
  { name: 'Procurement', members: ['ruiz'] },
];

/** Whoever writes the demo data is administrator of the roles that name nobody else. `groups` are indexes. */
export const DEMO_ROLES: readonly {
  readonly name: string;
  readonly description: string;
  readonly users?: readonly Username[];
  readonly groups?: readonly number[];
  readonly administrator?: Username;
}[] = [
  { name: 'On call', description: 'Answers the phone at night', groups: [0] },
  { name: 'Duty manager', description: 'Decides when something costs money', users: ['ruiz'] },
  { name: '監査担当', description: 'Reads everything, changes nothing', users: ['sato'] },
  { name: 'Approver', description: 'Signs contracts', groups: [7], administrator: 'ruiz' },
  { name: 'Field technician', description: 'Has the keys to the racks', groups: [6] },
];
