import type { Context } from '../../context.ts';
import {
  makePage,
  parsePage,
  readNestedPages,
  sql,
  type OrderKey,
  type Page,
  type PageArgs,
  type Sql,
} from '../../db/index.ts';
import type { AclChangeItem } from '../access/index.ts';
import type { AclObject } from './acl-object.ts';

/** What was changed in one list at once. */
export interface AclChangeRow {
  readonly id: number;
  readonly time: string;
  readonly userId: number | null;
  readonly changes: readonly AclChangeItem[];
}

const NEWEST_FIRST: readonly OrderKey[] = [
  { name: 'acl change', expression: sql`h.id`, isDescending: true, isNullable: false, type: 'bigint' },
];

/** A page of the changes of each of the lists, newest first, by the ids of the objects. */
export function listAclChanges(
  ctx: Context,
  objects: readonly AclObject[],
  args: PageArgs,
): Promise<ReadonlyMap<number, Page<AclChangeRow>>> {
  const list = {
    parentIds: objects.map(({ id }) => id),
    columns: sql`h.id, h.time, h.user_id as "userId", h.changes`,
    source: (id: Sql) => sql`from acl_change h where h.object_id = ${id}`,
    keys: NEWEST_FIRST,
  };
  return readNestedPages<AclChangeRow>(ctx.em, [list], parsePage(args, ctx.host.settings.maxPageSize));
}

export function noAclChanges(ctx: Context, args: PageArgs): Page<AclChangeRow> {
  return makePage<AclChangeRow>(
    parsePage(args, ctx.host.settings.maxPageSize),
    [],
    () => '',
    () => 0,
  );
}
