import type { DemoEntity } from '../entry.ts';
import { numbered } from '../entry.ts';

const VENDORS = [
  '株式会社さくら電機',
  'Köhler Rechentechnik GmbH',
  'Blue Heron Computing',
  'Ångström Systems AB',
  '藤原ネットワークス',
  'Fernández Hermanos S.A.',
  'Żuraw Serwery',
  "O'Brien & Daughters",
  'Société Lumière Réseaux',
  '한빛 스토리지',
];

export const vendor: DemoEntity = {
  key: 'vendor',
  name: 'Vendor',
  note: 'A company that sells or services what we run',
  attrs: [
    { name: 'website', type: 'STRING' },
    { name: 'contact', type: 'TEXT', defaultValue: 'See the wiki' },
    { name: 'approved', type: 'BOOLEAN', defaultValue: true },
  ],
  makeEntry({ index, random }) {
    const phone = `+${random.between(10, 99)} ${random.between(100, 999)} ${random.between(1000, 9999)}`;
    return {
      name: numbered(VENDORS, index),
      attrs: {
        website: `https://vendor-${index + 1}.example`,
        ...(random.chance(0.7) ? { contact: `Hotline ${phone}\nsupport@vendor-${index + 1}.example` } : {}),
        ...(random.chance(0.1) ? { approved: false } : {}),
      },
    };
  },
};
