import type { SetAclInput } from '../domains/acl/index.ts';
import type { EntityKey } from './shape.ts';

type Level = NonNullable<SetAclInput['defaultPermission']>;

/** Something that not everybody may see or change: an entity, or its column `attr`, its entries, or `attr` of these. */
export interface ClosedThing {
  readonly entity: EntityKey;
  readonly attr?: string;
  /** Indexes; they exist at every size. */
  readonly entries?: readonly number[];
  readonly defaultPermission: Level;
  /** By the index of the role. */
  readonly roles: Readonly<Record<number, Level>>;
}

/** What the benchmark asks for, servers and their remarks, is not among it. */
export const DEMO_CLOSED: readonly ClosedThing[] = [
  { entity: 'contract', defaultPermission: 'NOTHING', roles: { 3: 'FULL', 2: 'READABLE' } },
  { entity: 'vendor', defaultPermission: 'READABLE', roles: { 3: 'FULL' } },
  { entity: 'incident', defaultPermission: 'READABLE', roles: { 1: 'FULL', 0: 'WRITABLE' } },
  { entity: 'site', attr: 'keeper', defaultPermission: 'NOTHING', roles: { 4: 'READABLE' } },
  // What pays the salaries.
  { entity: 'service', entries: [0, 10], defaultPermission: 'NOTHING', roles: { 1: 'FULL', 2: 'READABLE' } },
  { entity: 'site', attr: '住所', entries: [0], defaultPermission: 'NOTHING', roles: { 4: 'WRITABLE' } },
];
