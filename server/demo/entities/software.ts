import type { DemoEntity } from '../entry.ts';
import { anyEntry, numbered } from '../entry.ts';

const PRODUCTS = ['Heron', 'Säule', '桜', 'Lumière', 'Kestrel', 'Ångström', 'Basalt', 'Quill', '石庭', 'Marmot'];
const PARTS = ['Server', 'Agent', 'Console', 'Proxy', 'Backup', 'Driver', 'Firmware', 'ライブラリ'];
const NAMES = PARTS.flatMap((part) => PRODUCTS.map((product) => `${product} ${part}`));

export const software: DemoEntity = {
  key: 'software',
  name: 'Software',
  note: 'A product that is installed somewhere',
  attrs: [
    { name: 'vendor', type: 'OBJECT', referral: ['vendor'] },
    { name: 'versions', type: 'ARRAY_STRING', note: 'Those in use' },
    {
      name: 'licences',
      type: 'MULTI_SELECT',
      choices: [
        { value: 'gpl', label: 'GPL' },
        { value: 'mit', label: 'MIT' },
        { value: 'commercial', label: 'Commercial 商用' },
      ],
    },
    { name: 'contracts', type: 'ARRAY_OBJECT', referral: ['contract'], isDeleteInChain: false },
    { name: 'remark', type: 'TEXT' },
  ],
  makeEntry(seed) {
    const { index, random } = seed;
    const major = random.between(1, 18);
    return {
      name: numbered(NAMES, index),
      attrs: {
        vendor: anyEntry('vendor', seed),
        versions: Array.from({ length: random.between(1, 4) }, (_, at) => `${major}.${at}`),
        licences: random.some(['gpl', 'mit', 'commercial'], random.between(1, 2)),
        ...(random.chance(0.3) ? { contracts: [anyEntry('contract', seed)] } : {}),
        ...(random.chance(0.2) ? { remark: 'Ask the vendor before upgrading.\nアップグレード前に確認。' } : {}),
      },
    };
  },
};
