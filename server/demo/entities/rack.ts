import type { DemoEntity } from '../entry.ts';
import { anyEntry, entryRef, ownerIndex } from '../entry.ts';
import { siteCode } from './site.ts';

const ROWS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

export const rack: DemoEntity = {
  key: 'rack',
  name: 'Rack',
  note: 'Holds servers',
  isToplevel: true,
  attrs: [
    { name: 'site', type: 'OBJECT', referral: ['site'], isMandatory: true, displayAttr: 'code' },
    { name: 'row', type: 'STRING' },
    { name: 'units', type: 'NUMBER', defaultValue: 42, isSummarized: true },
    {
      name: 'power feeds',
      type: 'ARRAY_NAMED_OBJECT',
      referral: ['contract'],
      note: 'The label names the feed, the contract pays for it',
    },
    { name: 'caretaker', type: 'GROUP' },
    { name: 'locked', type: 'BOOLEAN' },
  ],
  makeEntry(seed) {
    const { index, random, shape } = seed;
    const home = ownerIndex(index, shape.rack, shape.site);
    const row = random.pick(ROWS);
    return {
      name: `${siteCode(home)}-${String(index + 1).padStart(3, '0')}`,
      attrs: {
        site: entryRef('site', home),
        row,
        ...(random.chance(0.2) ? { units: 47 } : {}),
        'power feeds': [
          { name: 'A', id: anyEntry('contract', seed) },
          { name: 'B', id: random.chance(0.9) ? anyEntry('contract', seed) : null },
        ],
        caretaker: { ref: 'group', index: 6 },
        locked: random.chance(0.8),
      },
    };
  },
};
