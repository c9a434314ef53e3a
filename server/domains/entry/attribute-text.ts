import type { Context } from '../../context.ts';
import type { NameLookup, Reference } from '../attribute/index.ts';
import { groupLoader } from '../group/index.ts';
import { roleLoader } from '../role/index.ts';
import type { AttributeView } from './attribute-view.ts';
import { NAME_ONLY } from './entry-row.ts';
import { entryLoader } from './entry.loader.ts';

const NO_OPTIONS = { choices: [], timeZone: 'UTC' };

type Loaders = Readonly<Record<Reference['kind'], (id: number) => Named | null | undefined>>;

interface Named {
  readonly name: string;
}

/** The value for people; synchronous unless names have to be loaded. */
export function textOfValue(ctx: Context, view: AttributeView): string | Promise<string> {
  const references = view.type.references(view.value);
  const known = knownNames(ctx);
  const isKnown = references.every(({ kind, id }) => known[kind](id) !== undefined);
  return isKnown ? text(view, known) : loadNames(ctx, references).then(() => text(view, known));
}

async function loadNames(ctx: Context, references: readonly Reference[]): Promise<void> {
  const idsOf = (kind: Reference['kind']): number[] =>
    references.filter((one) => one.kind === kind).map(({ id }) => id);
  await Promise.all([
    groupLoader(ctx).loadMany(idsOf('group')),
    roleLoader(ctx).loadMany(idsOf('role')),
    Promise.all(idsOf('entry').map((id) => entryLoader(ctx).load(id, NAME_ONLY))),
  ]);
}

function knownNames(ctx: Context): Loaders {
  const entries = entryLoader(ctx);
  return {
    entry: (id) => {
      const row = entries.peek(id, NAME_ONLY);
      return row && !row.isActive ? null : row;
    },
    group: (id) => groupLoader(ctx).peek(id),
    role: (id) => roleLoader(ctx).peek(id),
  };
}

function text(view: AttributeView, known: Loaders): string {
  const names: NameLookup = {
    entry: (id) => known.entry(id)?.name ?? null,
    group: (id) => known.group(id)?.name ?? null,
    role: (id) => known.role(id)?.name ?? null,
  };
  return view.type.toText(view.value, view.attr ?? NO_OPTIONS, names);
}
