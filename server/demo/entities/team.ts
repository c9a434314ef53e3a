import type { DemoEntity } from '../entry.ts';
import { numbered } from '../entry.ts';
import { DEMO_GROUPS, DEMO_ROLES } from '../people.ts';

const TEAMS = [
  'Platform',
  'Network',
  'データベース',
  'Sicherheit',
  'Équipe Web',
  'Payments',
  'Search',
  '物流システム',
  'Données & Statistiques',
  'Facilities',
  'Mobile',
  'Kundendienst',
];

export const team: DemoEntity = {
  key: 'team',
  name: 'Team',
  note: 'People who look after something together',
  isToplevel: true,
  attrs: [
    { name: 'group', type: 'GROUP', isMandatory: true },
    { name: 'on call', type: 'ROLE' },
    { name: 'channels', type: 'ARRAY_STRING', note: 'Where to talk to them' },
    { name: 'escalation', type: 'ARRAY_GROUP', note: 'Whom to wake next, in this order' },
    { name: 'auditors', type: 'ARRAY_ROLE' },
    { name: 'members', type: 'NUMBER', isSummarized: true },
  ],
  makeEntry({ index, random }) {
    const groups = DEMO_GROUPS.map((_, at) => ({ ref: 'group', index: at }) as const);
    const roles = DEMO_ROLES.map((_, at) => ({ ref: 'role', index: at }) as const);
    return {
      name: numbered(TEAMS, index),
      attrs: {
        group: { ref: 'group', index: index % DEMO_GROUPS.length },
        'on call': { ref: 'role', index: 0 },
        channels: [`#team-${index + 1}`, ...(random.chance(0.5) ? [`team-${index + 1}@example.org`] : [])],
        escalation: random.some(groups, random.between(0, 3)),
        auditors: random.chance(0.3) ? random.some(roles, 2) : [],
        members: random.between(3, 14),
      },
    };
  },
};
