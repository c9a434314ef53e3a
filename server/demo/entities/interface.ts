import type { DemoEntity } from '../entry.ts';
import { entryRef } from '../entry.ts';

const PORTS_PER_SERVER = 2;

function macAddress(index: number): string {
  const digits = (0x52_54_00_00_00_00 + index * 13).toString(16).padStart(12, '0');
  return digits.match(/../g)?.join(':') ?? digits;
}

export const networkInterface: DemoEntity = {
  key: 'interface',
  name: 'Network Interface',
  note: 'A port of a server; its name is made of both',
  itemNameType: 'ATTRIBUTES',
  attrs: [
    { name: 'server', type: 'OBJECT', referral: ['server'], isMandatory: true, nameOrder: 1 },
    { name: 'port', type: 'STRING', isMandatory: true, nameOrder: 2, namePrefix: ' [', namePostfix: ']' },
    { name: 'mac', type: 'STRING' },
    { name: 'speed', type: 'NUMBER', defaultValue: 10_000, note: 'In Mbit/s' },
    {
      name: 'addresses',
      type: 'ARRAY_OBJECT',
      referral: ['address'],
      isDeleteInChain: true,
      note: 'Go away together with the interface',
    },
    { name: 'enabled', type: 'BOOLEAN', defaultValue: true },
  ],
  makeEntry({ index, random, shape }) {
    const owners = Math.ceil(shape.interface / PORTS_PER_SERVER);
    const stride = Math.max(1, Math.floor(shape.server / owners));
    const server = (Math.floor(index / PORTS_PER_SERVER) * stride) % shape.server;
    const port = `eth${index % PORTS_PER_SERVER}`;
    return {
      name: `${server} ${port}`,
      attrs: {
        server: entryRef('server', server),
        port,
        mac: macAddress(index),
        ...(random.chance(0.3) ? { speed: random.pick([1000, 25_000, 100_000]) } : {}),
        addresses: [entryRef('address', index % shape.address)],
        ...(random.chance(0.05) ? { enabled: false } : {}),
      },
    };
  },
};
