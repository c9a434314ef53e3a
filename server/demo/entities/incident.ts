import type { DemoEntity } from '../entry.ts';
import { anyEntry, instantOfDay, TODAY } from '../entry.ts';

const SUMMARIES = [
  'Power supply failed, replaced from stock.',
  '応答遅延。原因は索引の欠落。',
  'Zertifikat abgelaufen, sofort erneuert.',
  'Disque plein après la sauvegarde de nuit.',
  'Switch rebooted itself; firmware bug.',
] as const;

export const incident: DemoEntity = {
  key: 'incident',
  name: 'Incident',
  note: 'Something that went wrong',
  isToplevel: true,
  itemNameType: 'ID',
  attrs: [
    { name: 'opened', type: 'DATETIME', isMandatory: true },
    { name: 'closed', type: 'DATETIME' },
    {
      name: 'severity',
      type: 'SELECT',
      isMandatory: true,
      choices: [
        { value: '1', label: '1 緊急' },
        { value: '2', label: '2 hoch' },
        { value: '3', label: '3 low' },
      ],
    },
    { name: 'affected', type: 'ARRAY_OBJECT', referral: ['server', 'service'] },
    { name: 'handled by', type: 'GROUP' },
    { name: 'summary', type: 'TEXT' },
  ],
  makeEntry(seed) {
    const { index, random } = seed;
    const day = random.between(200, TODAY - 3);
    const second = random.between(0, 86_399);
    return {
      name: `incident ${index + 1}`,
      attrs: {
        opened: instantOfDay(day, second),
        ...(random.chance(0.9) ? { closed: instantOfDay(day + random.between(0, 2), second + 1800) } : {}),
        severity: random.pick(['1', '2', '2', '3', '3', '3']),
        affected: [anyEntry('server', seed), ...(random.chance(0.4) ? [anyEntry('service', seed)] : [])],
        'handled by': { ref: 'group', index: random.between(0, 5) },
        summary: random.pick(SUMMARIES),
      },
    };
  },
};
