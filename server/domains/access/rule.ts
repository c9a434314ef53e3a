/**
 * The rule of access, said once. It is read in two ways: as a boolean for one object, and as a condition in SQL for a set of rows.
 * Both readings are compared with each other, and with a third one that was written independently, on random data.
 */
import type { Actor } from '../../context.ts';
import { joinSql, rawSql, sql, type Sql } from '../../db/index.ts';
import type { Acl, RowAcl } from './acl.ts';
import { READABLE, type Level } from './level.ts';

/** One object of the chain from an entity down to what is asked about. */
export interface Link<Truth> {
  /** It is public, or its default permission is that high. */
  isOpenAt(level: Level): Truth;
  /** One of the roles has that level on it. */
  isGrantedAt(level: Level, roleIds: readonly number[]): Truth;
}

interface Logic<Truth> {
  readonly yes: Truth;
  readonly no: Truth;
  all(parts: readonly Truth[]): Truth;
  any(parts: readonly Truth[]): Truth;
}

/** Whether the actor has the level on the last object of the chain: every object of it must let him. */
function decide<Truth>(
  { yes, no, all, any }: Logic<Truth>,
  actor: Actor | null,
  level: Level,
  chain: readonly Link<Truth>[],
): Truth {
  if (!actor) return no;
  if (actor.isSuperuser) return yes;
  if (actor.isReadonly && level > READABLE) return no;
  return all(chain.map((link) => any([link.isOpenAt(level), link.isGrantedAt(level, actor.roleIds)])));
}

const BOOLEANS: Logic<boolean> = {
  yes: true,
  no: false,
  all: (parts) => parts.every(Boolean),
  any: (parts) => parts.some(Boolean),
};

const YES = sql`true`;
const NO = sql`false`;

/** Without what is known already: most conditions have one part or none. */
const CONDITIONS: Logic<Sql> = {
  yes: YES,
  no: NO,
  all: (parts) => {
    if (parts.includes(NO)) return NO;
    const open = parts.filter((part) => part !== YES);
    return open.length === 0 ? YES : joinSql(open, ' and ');
  },
  any: (parts) => {
    if (parts.includes(YES)) return YES;
    const open = parts.filter((part) => part !== NO);
    if (open.length === 0) return NO;
    return open.length === 1 && open[0] ? open[0] : sql`(${joinSql(open, ' or ')})`;
  },
};

export function isAllowed(actor: Actor | null, level: Level, chain: readonly (Acl | RowAcl | null)[]): boolean {
  return decide(BOOLEANS, actor, level, chain.map(linkOf));
}

function linkOf(acl: Acl | RowAcl | null): Link<boolean> {
  if (acl === null) return OPEN;
  return 'grants' in acl ? linkOfRow(acl) : linkOfAcl(acl);
}

const OPEN: Link<boolean> = { isOpenAt: () => true, isGrantedAt: () => false };

function linkOfAcl({ isPublic, defaultPermission, roles }: Acl): Link<boolean> {
  return {
    isOpenAt: (level) => isPublic || level <= defaultPermission,
    isGrantedAt: (level, roleIds) => roles.size > 0 && roleIds.some((id) => (roles.get(id) ?? 0) >= level),
  };
}

function linkOfRow({ open, grants }: RowAcl): Link<boolean> {
  return {
    isOpenAt: (level) => level <= open,
    isGrantedAt: (level, roleIds) => grantsOf(level, roleIds).some((grant) => grants.includes(grant)),
  };
}

/** How a row of an entry names that a role has a level, of which it has all up to the highest. */
function grantsOf(level: Level, roleIds: readonly number[]): string[] {
  return roleIds.map((id) => `${level}:${id}`);
}

export function allowedRows(actor: Actor | null, level: Level, chain: readonly Link<Sql>[]): Sql {
  return decide(CONDITIONS, actor, level, chain);
}

/** Each row is asked for each of so many. Of more a table is made once for the statement, so that a row costs what its own list is long. */
const FEW_ROLES = 50;

/** An object whose list is in a column of the row that is asked about; null is open. */
export function linkOfColumn(acl: Sql): Link<Sql> {
  const open = new Map<Level, Sql>();
  const grants = sql`(${acl} -> 'grants')`;
  return {
    isOpenAt: (level) => {
      const known = open.get(level);
      if (known) return known;
      const condition = sql`(${acl} is null or (${acl} ->> 'open')::int >= ${rawSql(String(level))})`;
      open.set(level, condition);
      return condition;
    },
    isGrantedAt: (level, roleIds) => {
      if (roleIds.length === 0) return NO;
      // As one text: a list would be quoted element by element for each statement.
      const wanted = `{${grantsOf(level, roleIds).join()}}`;
      if (roleIds.length <= FEW_ROLES) return sql`${grants} ?| ${wanted}::text[]`;
      return sql`exists (
        select from jsonb_array_elements_text${grants} held where held in (select unnest(${wanted}::text[])))`;
    },
  };
}

/** What was decided elsewhere. */
export function decidedLink(truth: Sql | boolean): Link<Sql> {
  const condition = typeof truth === 'boolean' ? (truth ? YES : NO) : truth;
  return { isOpenAt: () => condition, isGrantedAt: () => NO };
}
