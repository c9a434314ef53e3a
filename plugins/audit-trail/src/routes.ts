import {
  get,
  parseBody,
  post,
  queryInteger,
  queryText,
  response,
  ValidationError,
  type PluginRoute,
  type RouteRequest,
} from 'pagoda-plugin-sdk';
import { addNote } from './add-note.ts';
import { toCsv } from './csv.ts';
import { parseId, toFilter } from './query.ts';
import type { AuditRecord, NewRecord } from './record.ts';
import type { RecordFilter } from './record.store.ts';
import { readTrail } from './trail.ts';

type Asked = Pick<RouteRequest, 'query' | 'url'>;

/** More than a table calculation likes to open at once. */
const MOST_ROWS = 10_000;

/** Below `/api/v2/plugins/audit-trail/`, for everybody who is logged in: what they see is what they may see. */
export const routes: readonly PluginRoute[] = [
  get('records/', async (request, ctx) => {
    const first = queryInteger(request, 'limit', { min: 1, max: 1000 }) ?? 100;
    const { records, next } = await readTrail(ctx, await filterOf(request), {
      first,
      after: queryText(request, 'after'),
    });
    return { next: next && nextPage(request, next), results: records.map(toBody) };
  }),
  get('records/csv/', { timeout: 60_000 }, async (request, ctx) => {
    const after = queryText(request, 'after');
    const { records, next } = await readTrail(ctx, await filterOf(request), { first: MOST_ROWS, after });
    return response(200, toCsv(records), {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit-trail.csv"',
      ...(next && { link: `<${nextPage(request, next)}>; rel="next"` }),
    });
  }),
  post('records/', async (request, ctx) => {
    const { entry, note } = parseBody(request, readNote);
    const added = await addNote(ctx, entry, note);
    return response(201, added && toBody(added));
  }),
];

async function filterOf(request: Asked): Promise<RecordFilter> {
  return toFilter({
    entity: queryText(request, 'entity'),
    entry: queryText(request, 'entry'),
    user: queryText(request, 'user'),
    since: queryTime(request, 'since'),
    until: queryTime(request, 'until'),
  });
}

function queryTime(request: Asked, name: string): Date | null {
  const text = queryText(request, name);
  const time = text === null ? null : new Date(text);
  if (time && (Number.isNaN(time.getTime()) || !/^\d{4}-\d\d-\d\d/.test(text ?? '')))
    throw new ValidationError(`Invalid ${name} parameter`, [name]);
  return time;
}

function nextPage({ url }: Asked, after: string): string {
  const next = new URL(url);
  next.searchParams.set('after', after);
  return next.href;
}

/** As REST names things. */
function toBody(record: AuditRecord): object {
  const { id, time, action, name, entryId, entityId, entityName, userId, username, note } = record;
  return {
    id,
    time: time.toISOString(),
    action,
    name,
    entry_id: entryId,
    entity: { id: entityId, name: entityName },
    user: { id: userId, username },
    note,
  };
}

function readNote(body: unknown): { readonly entry: number; readonly note: NewRecord['note'] } {
  const { entry, note } = Object(body) as Readonly<Record<string, unknown>>;
  if (typeof note !== 'string') throw new ValidationError('note must be a text', ['note']);
  return { entry: parseId(String(entry), 'entry'), note };
}
