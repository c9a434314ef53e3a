/** Groups of the demo data; `parent` is the index of an earlier one. */
export const DEMO_GROUPS: readonly { readonly name: string; readonly parent?: number }[] = [
  { name: 'Operations' },
  { name: 'Network operations', parent: 0 },
  { name: 'データベース運用', parent: 0 },
  { name: 'Plattform-Ingenieure', parent: 0 },
  { name: 'Équipe de nuit', parent: 0 },
  { name: 'Security' },
  { name: 'Facilities' },
  { name: 'Procurement' },
];

export const DEMO_ROLES: readonly { readonly name: string; readonly description: string }[] = [
  { name: 'On call', description: 'Answers the phone at night' },
  { name: 'Duty manager', description: 'Decides when something costs money' },
  { name: '監査担当', description: 'Reads everything, changes nothing' },
  { name: 'Approver', description: 'Signs contracts' },
  { name: 'Field technician', description: 'Has the keys to the racks' },
];
