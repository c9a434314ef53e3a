import type { Context } from '../context.ts';
import { query } from '../db/index.ts';
import { setAcl } from '../domains/acl/index.ts';
import { DEMO_CLOSED, type ClosedThing } from './closed.ts';
import { DEMO_ENTITY } from './entities/index.ts';
import type { DemoIds } from './ids.ts';

/** Gives what is not for everybody its access control list. */
export async function closeThings(ctx: Context, ids: DemoIds): Promise<void> {
  for (const thing of DEMO_CLOSED) {
    const { defaultPermission } = thing;
    const roles = Object.entries(thing.roles).map(([index, permission]) => ({
      role: String(ids.role[Number(index)]),
      permission,
    }));
    for (const id of await idsOf(ctx, thing, ids)) {
      await setAcl(ctx, { id: String(id), isPublic: false, defaultPermission, roles });
    }
  }
}

async function idsOf(ctx: Context, { entity: key, attr: name, entries }: ClosedThing, ids: DemoIds): Promise<number[]> {
  const entity = ctx.catalog.findEntityByName(DEMO_ENTITY[key].name);
  const attr = entity?.attrs.find((one) => one.name === name);
  const written = (entries ?? []).flatMap((index) => ids.entry.get(key)?.[index] ?? []);
  const found = !entries
    ? [name === undefined ? entity?.id : attr?.id]
    : attr
      ? await attributesOf(ctx, written, attr.id)
      : written;
  const known = found.flatMap((id) => id ?? []);
  if (known.length !== (entries?.length ?? 1))
    throw new Error(`What is to be closed is not there: ${key} ${name ?? ''}`);
  return known;
}

async function attributesOf(ctx: Context, entries: readonly number[], attrId: number): Promise<number[]> {
  const rows = await query<{ id: number }>(
    ctx.em,
    'select id from attribute where entry_id = any($1::int[]) and entity_attr_id = $2 order by entry_id',
    [entries, attrId],
  );
  return rows.map(({ id }) => id);
}
