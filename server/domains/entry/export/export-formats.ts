import type { EntityAttr } from '../../entity/index.ts';
import { groupLoader } from '../../group/index.ts';
import { roleLoader } from '../../role/index.ts';
import { textOfValue } from '../attribute-text.ts';
import { viewOf, type AttributeView } from '../attribute-view.ts';
import { entryLoader } from '../entry.loader.ts';
import { NAME_ONLY } from '../entry-row.ts';
import { csvLine } from './csv.ts';
import type { ExportPage } from './export-pages.ts';

/** How a file of entries is written: around them, and each page. */
export interface ExportFormat {
  readonly extension: string;
  readonly contentType: string;
  readonly begin: string;
  readonly end: string;
  readonly separator: string;
  readonly page: (page: ExportPage) => string | Promise<string>;
}

export interface ExportColumns {
  readonly attrs: readonly EntityAttr[];
  readonly withIds: boolean;
}

/** Values as people read them, one line for each entry below a header. */
export function csvFormat({ attrs, withIds }: ExportColumns): ExportFormat {
  const idOf = (id: string): readonly string[] => (withIds ? [id] : []);
  return {
    extension: 'csv',
    contentType: 'text/csv; charset=utf-8',
    begin: csvLine([...idOf('id'), 'name', ...attrs.map(({ name }) => name)]),
    end: '',
    separator: '',
    async page({ ctx, rows }) {
      await loadNames({ ctx, rows }, attrs);
      const lines = rows.map(async (row) => {
        const views = attrs.map((attr) => viewOf(ctx, row, attr));
        const texts = views.map(async (view) => (view.isReadable ? textOfValue(ctx, view) : ''));
        return csvLine([...idOf(String(row.id)), row.name, ...(await Promise.all(texts))]);
      });
      return (await Promise.all(lines)).join('');
    },
  };
}

/** Of everything that a page refers to, in a statement for each kind. */
async function loadNames({ ctx, rows }: ExportPage, attrs: readonly EntityAttr[]): Promise<void> {
  const views = rows.flatMap((row) => attrs.map((attr) => viewOf(ctx, row, attr)));
  const references = views.flatMap(({ type, value }) => type.references(value));
  const idsOf = (wanted: string): number[] => references.flatMap(({ kind, id }) => (kind === wanted ? [id] : []));
  await entryLoader(ctx).ensure(idsOf('entry'), NAME_ONLY);
  await groupLoader(ctx).loadMany(idsOf('group'));
  await roleLoader(ctx).loadMany(idsOf('role'));
}

/**
 * In the form that `createEntries` takes, with ids in that of `updateEntries`; what the caller may not see is not mentioned, nor is what was
 * never given a value, unless a new entry would get a default for it.
 */
export function jsonFormat({ attrs, withIds }: ExportColumns): ExportFormat {
  return {
    extension: 'json',
    contentType: 'application/json',
    begin: '[\n',
    end: '\n]\n',
    separator: ',\n',
    page: ({ ctx, rows }) =>
      rows
        .map((row) => {
          const views = attrs.map((attr) => viewOf(ctx, row, attr)).filter((view) => isMentioned(view, withIds));
          const values = views.map(({ name, value }) => ({ attr: name, value }));
          return JSON.stringify({ ...(withIds ? { id: String(row.id) } : {}), name: row.name, attrs: values });
        })
        .join(',\n'),
  };
}

function isMentioned({ isReadable, id, attr }: AttributeView, isUpdate: boolean): boolean {
  const hasDefault = attr?.defaultValue !== null;
  return isReadable && (id !== null || (hasDefault && !isUpdate));
}
