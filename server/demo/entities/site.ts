import type { DemoEntity } from '../entry.ts';
import { dateOfDay, numbered } from '../entry.ts';

const SITES = [
  { code: 'tyo', name: '東京第一', address: '東京都江東区豊洲 3-2-1', position: [35.655, 139.796], zone: 'asia' },
  { code: 'osa', name: '大阪', address: '大阪府大阪市北区堂島 1-1', position: [34.696, 135.496], zone: 'asia' },
  { code: 'zrh', name: 'Zürich', address: 'Hardturmstrasse 11\n8005 Zürich', position: [47.39, 8.511], zone: 'europe' },
  {
    code: 'gru',
    name: 'São Paulo',
    address: 'Avenida Tamboré 267\nBarueri',
    position: [-23.5, -46.83],
    zone: 'americas',
  },
  { code: 'yul', name: 'Montréal', address: '3000 rue Omer-Deserres', position: [45.51, -73.6], zone: 'americas' },
  { code: 'ams', name: 'Amsterdam', address: 'Science Park 120', position: [52.356, 4.951], zone: 'europe' },
  { code: 'sel', name: '서울', address: '서울특별시 강남구 논현로 28', position: [37.48, 127.05], zone: 'asia' },
  { code: 'krk', name: 'Kraków', address: 'ul. Życzkowskiego 14', position: [50.075, 19.99], zone: 'europe' },
] as const;

/** The short form that names of servers contain. */
export function siteCode(index: number): string {
  const { code } = SITES[index % SITES.length] ?? SITES[0];
  return `${code}${Math.floor(index / SITES.length) + 1}`;
}

export const site: DemoEntity = {
  key: 'site',
  name: 'Site',
  note: 'A building that holds racks',
  isToplevel: true,
  attrs: [
    { name: 'code', type: 'STRING', isMandatory: true },
    { name: '住所', type: 'TEXT', note: 'Postal address' },
    { name: 'position', type: 'ARRAY_NUMBER', note: 'Latitude and longitude' },
    {
      name: 'region',
      type: 'SELECT',
      choices: [
        { value: 'asia', label: 'アジア Asia' },
        { value: 'europe', label: 'Europe' },
        { value: 'americas', label: 'Américas' },
      ],
    },
    { name: 'opened', type: 'DATE' },
    { name: 'keeper', type: 'GROUP', note: 'Who has the keys' },
  ],
  makeEntry({ index, random }) {
    const { address, position, zone } = SITES[index % SITES.length] ?? SITES[0];
    const names = SITES.map((one) => one.name);
    return {
      name: numbered(names, index),
      attrs: {
        code: siteCode(index),
        住所: address,
        position,
        region: zone,
        opened: dateOfDay(random.between(0, 700)),
        keeper: { ref: 'group', index: 6 },
      },
    };
  },
};
