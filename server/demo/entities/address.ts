import type { DemoEntity, Seed } from '../entry.ts';
import { entryRef, ownerIndex, placeAtOwner } from '../entry.ts';
import { networkPrefix } from './network.ts';

/** Hosts begin at 10: the addresses before are the routers'. */
function hostPart({ index, shape }: Seed): number {
  return 10 + placeAtOwner(index, shape.address, shape.network);
}

export const address: DemoEntity = {
  key: 'address',
  name: 'IP Address',
  note: 'One address of a network',
  itemNamePattern: '^\\d+\\.\\d+\\.\\d+\\.\\d+$',
  attrs: [
    { name: 'network', type: 'OBJECT', referral: ['network'], isMandatory: true, displayAttr: 'purpose' },
    { name: 'reverse name', type: 'STRING' },
    { name: 'static', type: 'BOOLEAN', defaultValue: true },
    { name: 'assigned', type: 'DATETIME' },
  ],
  makeEntry(seed) {
    const { index, random, shape } = seed;
    const network = ownerIndex(index, shape.address, shape.network);
    return {
      name: `${networkPrefix(network)}.${hostPart(seed)}`,
      attrs: {
        network: entryRef('network', network),
        'reverse name': `host-${index + 1}.example.net`,
        ...(random.chance(0.15) ? { static: false } : {}),
        ...(random.chance(0.4) ? { assigned: `2025-0${random.between(1, 9)}-15T08:30:00+09:00` } : {}),
      },
    };
  },
};
