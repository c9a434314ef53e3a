import type { DemoEntity } from '../entry.ts';
import { anyEntry, entryRef, instantOfDay, numbered, SELF_REFERENCE_DISTANCE, TODAY } from '../entry.ts';

const AREAS = [
  'Payroll',
  'Web shop',
  '勤怠管理',
  'Warehouse',
  'Billing',
  'Identity',
  'Café',
  'Search',
  '在庫',
  'Messaging',
];
const KINDS = ['API', 'frontend', 'batch', 'database', 'gateway', 'cache', 'レポート', 'queue'];
const NAMES = KINDS.flatMap((kind) => AREAS.map((area) => `${area} ${kind}`));

export const service: DemoEntity = {
  key: 'service',
  name: 'Service',
  note: 'Something that users notice when it is away',
  isToplevel: true,
  attrs: [
    { name: 'owner', type: 'OBJECT', referral: ['team'], isMandatory: true },
    {
      name: 'tier',
      type: 'SELECT',
      isMandatory: true,
      choices: [
        { value: 'gold', label: 'Gold: wake somebody' },
        { value: 'silver', label: 'Silver: next morning' },
        { value: 'bronze', label: 'Bronze: 善処します' },
      ],
    },
    { name: 'responsible', type: 'ROLE' },
    { name: 'url', type: 'STRING' },
    { name: 'depends on', type: 'ARRAY_OBJECT', referral: ['service'] },
    { name: 'targets', type: 'ARRAY_NUMBER', note: 'Availability in percent, latency in milliseconds' },
    { name: 'live since', type: 'DATETIME' },
  ],
  makeEntry(seed) {
    const { index, random } = seed;
    const behind = Math.max(0, index - SELF_REFERENCE_DISTANCE + 1);
    const earlier = Array.from({ length: Math.min(behind, 12) }, (_, back) => entryRef('service', behind - 1 - back));
    return {
      name: numbered(NAMES, index),
      attrs: {
        owner: anyEntry('team', seed),
        tier: random.pick(['gold', 'silver', 'silver', 'bronze', 'bronze', 'bronze']),
        responsible: { ref: 'role', index: random.between(0, 1) },
        url: `https://svc-${index + 1}.example.org/`,
        'depends on': random.some(earlier, random.between(0, 3)),
        targets: random.chance(0.8) ? [99.9, random.between(5, 80) * 10] : [99, null],
        'live since': instantOfDay(random.between(100, TODAY), random.between(0, 86_399)),
      },
    };
  },
};
