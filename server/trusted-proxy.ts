import { BlockList, isIPv6 } from 'node:net';
import type { Settings } from './config.ts';

/** Whether to believe what an address says of those behind it; it is the nearest one at hop 0. */
export type TrustsProxy = (address: string, hop: number) => boolean;

export function makeTrust(trusted: Settings['trustProxy']): TrustsProxy {
  if (typeof trusted === 'boolean') return () => trusted;
  // The nearest ones are those with the lowest numbers.
  if (typeof trusted === 'number') return (_address, hop) => hop < trusted;
  const ranges = new BlockList();
  for (const range of trusted) {
    const [address = '', bits] = range.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    ranges.addSubnet(address, bits === undefined ? { ipv4: 32, ipv6: 128 }[family] : Number(bits), family);
  }
  return (address) => ranges.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
