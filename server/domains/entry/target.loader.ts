import type { Context } from '../../context.ts';
import { idList, joinSql, query, sql, type Sql } from '../../db/index.ts';
import { readableEntries } from '../access/index.ts';
import type { Reference } from '../attribute/index.ts';
import { groupLoader } from '../group/index.ts';
import { roleLoader } from '../role/index.ts';
import { columnsFor, columnsForMember, type EntryParts, type EntryRow } from './entry-row.ts';
import { entryLoader } from './entry.loader.ts';

type Kind = Reference['kind'];

/** Ids of what values refer to. */
export type Targets = Readonly<Record<Kind, readonly number[]>>;

type TargetRow = EntryRow & { readonly kind: Kind };

/** Makes known what values refer to, entries with these parts, in one statement for all kinds together. */
export async function loadTargets(ctx: Context, targets: Targets, parts: EntryParts): Promise<void> {
  const [entries, groups, roles] = [entryLoader(ctx), groupLoader(ctx), roleLoader(ctx)];
  const entryIds = entries.unknown(targets.entry, parts);
  const groupIds = groups.unknown(targets.group);
  const roleIds = roles.unknown(targets.role);
  const selects: Sql[] = [];
  if (entryIds.length > 0) {
    selects.push(sql`select ${columnsFor(parts)}, 'entry' as kind from entry e
      where e.id = any(${idList(entryIds)}::int[]) and ${readableEntries(ctx)}`);
  }
  if (groupIds.length > 0) {
    selects.push(sql`select ${columnsForMember(parts)}, 'group' as kind from "group" x
      where x.id = any(${idList(groupIds)}::int[]) and x.is_active`);
  }
  if (roleIds.length > 0) {
    selects.push(sql`select ${columnsForMember(parts)}, 'role' as kind from role x
      where x.id = any(${idList(roleIds)}::int[]) and x.is_active`);
  }
  if (selects.length === 0) return;
  const rows = await query<TargetRow>(ctx.em, joinSql(selects, ' union all '));
  const ofKind = (kind: Kind) => rows.filter((row) => row.kind === kind);
  entries.prime(ofKind('entry'), entryIds);
  groups.prime(ofKind('group'), groupIds);
  roles.prime(ofKind('role'), roleIds);
}
