import type { DemoAttr, DemoEntity, Seed } from '../entry.ts';
import { anyEntry, dateOfDay, entryRef, instantOfDay, ownerIndex, placeAtOwner, TODAY } from '../entry.ts';
import { siteCode } from './site.ts';

const FUNCTIONS = ['web', 'db', 'app', 'cache', 'batch', 'kube', 'mail', 'log'] as const;

const ATTRS: readonly DemoAttr[] = [
  { name: 'rack', type: 'OBJECT', referral: ['rack'], isMandatory: true },
  { name: 'unit', type: 'NUMBER', note: 'Counted from below' },
  { name: 'serial', type: 'STRING', isMandatory: true },
  {
    name: 'stage',
    type: 'SELECT',
    isMandatory: true,
    choices: [
      { value: 'production', label: 'Production 本番' },
      { value: 'staging', label: 'Staging 検証' },
      { value: 'development', label: 'Development 開発' },
    ],
  },
  {
    name: 'tags',
    type: 'MULTI_SELECT',
    choices: [
      { value: 'ssd', label: 'SSD' },
      { value: 'gpu', label: 'GPU' },
      { value: 'arm', label: 'Arm' },
      { value: 'leased', label: 'リース' },
    ],
  },
  { name: 'memory', type: 'NUMBER', defaultValue: 64, isSummarized: true, note: 'In GB' },
  { name: 'monitored', type: 'BOOLEAN', defaultValue: true },
  { name: 'installed', type: 'DATE' },
  { name: 'last seen', type: 'DATETIME' },
  { name: 'owner', type: 'NAMED_OBJECT', referral: ['team'] },
  { name: 'services', type: 'ARRAY_OBJECT', referral: ['service'] },
  {
    name: 'networks',
    type: 'ARRAY_NAMED_OBJECT_BOOLEAN',
    referral: ['network'],
    note: 'The flag marks the one with the default route',
  },
  { name: 'administrators', type: 'ARRAY_GROUP' },
  { name: 'remark', type: 'TEXT' },
];

// As many in one script as in the other, so that a search for either finds about as much.
function makeRemark({ index, random }: Seed): string {
  const unit = random.between(1, 48);
  return random.pick([
    `Disk ${unit} replaced, ticket ${20_000 + index}.`,
    `ディスク${unit}を交換、作業票${20_000 + index}。`,
    `Decommission planned with rack ${unit}.`,
    `ラック${unit}と一緒に撤去予定。`,
    `Prüfung fällig: Lüfter ${unit} ist laut.`,
    `Accès limité aux équipes de nuit (armoire ${unit}).`,
  ]);
}

function placement({ index, shape }: Seed): { rack: number; site: number; unit: number } {
  const rack = ownerIndex(index, shape.server, shape.rack);
  const site = ownerIndex(rack, shape.rack, shape.site);
  return { rack, site, unit: 1 + 2 * placeAtOwner(index, shape.server, shape.rack) };
}

/** The function of a server is part of its name, so it depends on the index alone. */
function serverName(seed: Seed): string {
  const purpose = FUNCTIONS[(seed.index * 5) % FUNCTIONS.length] ?? 'web';
  return `${purpose}-${siteCode(placement(seed).site)}-${String(seed.index + 1).padStart(5, '0')}`;
}

export const server: DemoEntity = {
  key: 'server',
  name: 'Server',
  note: 'A machine in a rack',
  isToplevel: true,
  itemNamePattern: '^[a-z]+-[a-z]{3}\\d+-\\d{5,}$',
  attrs: ATTRS,
  makeEntry(seed) {
    const { index, random, shape } = seed;
    const { rack, unit } = placement(seed);
    const installed = random.between(30, TODAY);
    const networks = random.between(1, 2);
    return {
      name: serverName(seed),
      attrs: {
        rack: entryRef('rack', rack),
        unit,
        serial: `SN${random.between(10, 99)}X${String(1_000_000 + index * 7)}`,
        stage: random.pick(['production', 'production', 'production', 'staging', 'development']),
        tags: random.chance(0.6) ? random.some(['ssd', 'gpu', 'arm', 'leased'], random.between(1, 2)) : [],
        ...(random.chance(0.6) ? { memory: 2 ** random.between(5, 10) } : {}),
        ...(random.chance(0.08) ? { monitored: false } : {}),
        installed: dateOfDay(installed),
        'last seen': instantOfDay(TODAY, random.between(0, 86_399)),
        owner: { name: random.pick(['operation', 'hardware', '当番']), id: anyEntry('team', seed) },
        services: Array.from({ length: random.between(0, 3) }, () => anyEntry('service', seed)),
        networks: Array.from({ length: networks }, (_, at) => ({
          name: `eth${at}`,
          id: entryRef('network', (ownerIndex(index, shape.server, shape.network) + at) % shape.network),
          boolean: at === 0,
        })),
        administrators: [{ ref: 'group', index: random.between(0, 4) }],
        ...(random.chance(0.5) ? { remark: makeRemark(seed) } : {}),
      },
    };
  },
};
