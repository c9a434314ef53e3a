import type { DemoEntity } from '../entry.ts';
import { anyEntry, entryRef } from '../entry.ts';

/** The first two bytes behind 10: sixty-five thousand networks before names repeat. */
export function networkPrefix(index: number): string {
  return `10.${Math.floor(index / 256)}.${index % 256}`;
}

const PURPOSES = ['production', 'management', 'storage', '検証用', 'Gäste', 'backup'] as const;

export const network: DemoEntity = {
  key: 'network',
  name: 'Network',
  note: 'A range of addresses',
  isToplevel: true,
  itemNamePattern: '^\\d+\\.\\d+\\.\\d+\\.\\d+/\\d+$',
  attrs: [
    { name: 'vlan', type: 'NUMBER', isMandatory: true },
    { name: 'gateway', type: 'STRING' },
    { name: 'purpose', type: 'STRING', defaultValue: 'production' },
    { name: 'site', type: 'OBJECT', referral: ['site'] },
    { name: 'owner', type: 'NAMED_OBJECT', referral: ['team'], note: 'The label says what they are responsible for' },
    { name: 'routed', type: 'BOOLEAN', defaultValue: true },
  ],
  makeEntry(seed) {
    const { index, random, shape } = seed;
    return {
      name: `${networkPrefix(index)}.0/24`,
      attrs: {
        vlan: 100 + (index % 3900),
        gateway: `${networkPrefix(index)}.1`,
        ...(random.chance(0.6) ? { purpose: random.pick(PURPOSES) } : {}),
        site: entryRef('site', index % shape.site),
        owner: { name: random.pick(['routing', 'firewall', '運用']), id: anyEntry('team', seed) },
        ...(random.chance(0.1) ? { routed: false } : {}),
      },
    };
  },
};
