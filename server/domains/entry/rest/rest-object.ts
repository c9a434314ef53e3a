/** Entries that values refer to, as REST writes them, and the labels that entities choose for them. */
import type { Context } from '../../../context.ts';
import { nameKey, restInstant, type Reference } from '../../attribute/index.ts';
import { viewOf, type AttributeView } from '../attribute-view.ts';
import { NAME_ONLY, type EntryParts, type EntryRow } from '../entry-row.ts';
import { entryLoader } from '../entry.loader.ts';
import { loadTargets } from '../target.loader.ts';

interface RestObject {
  readonly id: number;
  readonly name: string;
  readonly schema: { readonly id: number; readonly name: string };
  readonly display_label?: string;
}

const WITH_DOC: EntryParts = { doc: true, times: false };

/** Makes known what the values of these attributes refer to, and what the labels of those refer to: two statements at most. */
export async function loadRestObjects(ctx: Context, views: readonly AttributeView[]): Promise<void> {
  const references = views.flatMap((view) => (view.isReadable ? view.type.references(view.value) : []));
  if (references.length === 0) return;
  const labelled = views.filter(hasLabels);
  await loadTargets(ctx, idsOf(references), labelled.length > 0 ? WITH_DOC : NAME_ONLY);
  const labels = labelled.flatMap((view) =>
    view.type.references(view.value).flatMap(({ id }) => {
      const row = entryLoader(ctx).peek(id, WITH_DOC);
      const label = row && labelViewOf(ctx, view, row);
      return label?.type.name === 'OBJECT' ? label.type.references(label.value) : [];
    }),
  );
  if (labels.length > 0) await loadTargets(ctx, idsOf(labels), NAME_ONLY);
}

function idsOf(references: readonly Reference[]): Readonly<Record<Reference['kind'], readonly number[]>> {
  const of = (kind: Reference['kind']) => references.filter((one) => one.kind === kind).map(({ id }) => id);
  return { entry: of('entry'), group: of('group'), role: of('role') };
}

/** Null when it is deleted or may not be seen. */
export function restObject(ctx: Context, view: AttributeView, id: number): RestObject | null {
  const row = entryLoader(ctx).peek(id, NAME_ONLY);
  if (!row?.isActive) return null;
  const schema = ctx.catalog.getEntity(row.entityId);
  const label = hasLabels(view) ? labelOf(ctx, view, row) : null;
  return {
    id: row.id,
    name: row.name,
    schema: { id: schema.id, name: schema.name },
    ...(label === null ? {} : { display_label: label }),
  };
}

const LABELLED: readonly string[] = ['OBJECT', 'ARRAY_OBJECT', 'NAMED_OBJECT', 'ARRAY_NAMED_OBJECT'];

function hasLabels({ attr, type, isReadable }: AttributeView): boolean {
  return isReadable && attr !== null && attr.displayAttr !== '' && LABELLED.includes(type.name);
}

/** The attribute of a referred entry that is its label; null when it has none or the caller may not see it. */
function labelViewOf(ctx: Context, { attr }: AttributeView, row: EntryRow): AttributeView | null {
  const chosen = ctx.catalog.getEntity(row.entityId).attrsByName.get(nameKey(attr?.displayAttr ?? ''));
  const view = chosen && viewOf(ctx, row, chosen);
  return view?.isReadable ? view : null;
}

function labelOf(ctx: Context, view: AttributeView, row: EntryRow): string | null {
  const label = labelViewOf(ctx, view, row);
  if (label === null || label.id === null) return null;
  const { value } = label;
  switch (label.type.name) {
    case 'STRING':
    case 'TEXT':
    case 'DATE':
      return typeof value === 'string' && value !== '' ? value : null;
    case 'DATETIME':
      return typeof value === 'string' ? restInstant(value) : null;
    case 'NUMBER':
    case 'BOOLEAN':
      return value === null ? null : String(value);
    case 'OBJECT': {
      const target = typeof value === 'number' ? entryLoader(ctx).peek(value, NAME_ONLY) : null;
      return target?.isActive ? target.name : null;
    }
    default:
      return null;
  }
}
