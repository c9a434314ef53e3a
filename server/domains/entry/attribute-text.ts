import type { Context } from '../../context.ts';
import type { NameLookup, Reference } from '../attribute/index.ts';
import { groupLoader } from '../group/index.ts';
import { roleLoader } from '../role/index.ts';
import type { AttributeView } from './attribute-view.ts';
import { NAME_ONLY } from './entry-row.ts';
import { entryLoader } from './entry.loader.ts';

const NO_OPTIONS = { choices: [], timeZone: 'UTC' };

/** The value for people; synchronous unless names have to be loaded. */
export function textOfValue(ctx: Context, view: AttributeView): string | Promise<string> {
  const references = view.type.references(view.value);
  const loader = entryLoader(ctx);
  const isKnown = references.every(({ kind, id }) => kind === 'entry' && loader.peek(id, NAME_ONLY) !== undefined);
  return isKnown ? text(view, entryNames(ctx)) : loadText(ctx, view, references);
}

async function loadText(ctx: Context, view: AttributeView, references: readonly Reference[]): Promise<string> {
  const idsOf = (kind: Reference['kind']): number[] =>
    references.filter((one) => one.kind === kind).map(({ id }) => id);
  const [groups, roles] = await Promise.all([
    groupLoader(ctx).loadMany(idsOf('group')),
    roleLoader(ctx).loadMany(idsOf('role')),
    Promise.all(idsOf('entry').map((id) => entryLoader(ctx).load(id, NAME_ONLY))),
  ]);
  return text(view, { ...entryNames(ctx), group: nameIn(groups), role: nameIn(roles) });
}

function text(view: AttributeView, names: NameLookup): string {
  return view.type.toText(view.value, view.attr ?? NO_OPTIONS, names);
}

function entryNames(ctx: Context): NameLookup {
  const loader = entryLoader(ctx);
  const entry = (id: number): string | null => {
    const row = loader.peek(id, NAME_ONLY);
    return row?.isActive ? row.name : null;
  };
  return { entry, group: () => null, role: () => null };
}

function nameIn(
  rows: readonly ({ readonly id: number; readonly name: string } | null | Error)[],
): (id: number) => string | null {
  return (id) => {
    const row = rows.find((one) => one !== null && !(one instanceof Error) && one.id === id);
    return row && !(row instanceof Error) ? row.name : null;
  };
}
