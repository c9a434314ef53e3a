/** Rows of bulk jobs as they are stored, and back. */
import { z } from 'zod';
import { problem, Rejected, rejected } from '../../../errors.ts';
import { parseId } from '../../../parse-id.ts';
import type { NewEntry } from '../entry.create.ts';
import type { UpdateEntryInput } from '../entry.update.ts';
import type { EntryChoice } from '../lock.store.ts';

/** More would take minutes, and a body of the usual size has no room for them. */
const MAX_ROWS = 100_000;

export interface BulkParams {
  /** The id of the entity. */
  readonly entity: string;
}

const params = z.object({ entity: z.string() });

export function parseBulkParams(stored: unknown): BulkParams {
  const parsed = params.safeParse(stored);
  if (!parsed.success) throw rejected('INVALID', 'The parameters name no entity', ['params', 'entity']);
  return parsed.data;
}

const attrs = z.array(z.object({ attr: z.string(), value: z.unknown() })).nullish();
const newEntry = z.object({ name: z.string(), attrs });
const choice = z.object({ id: z.string(), expectedUpdatedTime: z.string().nullish() });
const update = z.object({ ...choice.shape, name: z.string().nullish(), attrs });

// Rows were checked when they came: anything else is a mistake of ours.
export const parseNew = (stored: unknown): NewEntry => newEntry.parse(stored);
export const parseChoice = (stored: unknown): EntryChoice => choice.parse(stored);
export const parseUpdate = (stored: unknown): UpdateEntryInput => update.parse(stored);

/** Refuses a list that no job can work off. What is wrong with single entries is told by the job. */
export function requireRows(entries: readonly unknown[]): void {
  if (entries.length === 0) throw rejected('REQUIRED', 'Give at least one entry', ['entries']);
  if (entries.length > MAX_ROWS) {
    throw rejected('TOO_MANY', `${entries.length} entries in one job; at most ${MAX_ROWS} are allowed`, ['entries']);
  }
  const problems = entries.flatMap((entry, index) => (isStorable(entry) ? [] : [unstorable(index)]));
  if (problems.length > 0) throw new Rejected(problems);
}

/** PostgreSQL keeps neither in JSON. */
function isStorable(entry: unknown): boolean {
  return !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(JSON.stringify(entry));
}

function unstorable(index: number) {
  const message = 'It contains NUL characters or half surrogate pairs; remove them';
  return problem('INVALID', message, ['entries', index]);
}

/** Refuses ids that are none and entries that are named twice. */
export function requireChoices(entries: readonly EntryChoice[]): void {
  const seen = new Set<number>();
  const problems = entries.flatMap(({ id }, index) => {
    const number = parseId(id);
    const place = ['entries', index, 'id'];
    if (number === null) return [problem('NOT_FOUND', `There is no entry with id ${id}`, place)];
    if (seen.has(number)) return [problem('DUPLICATE', `Entry ${id} is named twice`, place)];
    seen.add(number);
    return [];
  });
  if (problems.length > 0) throw new Rejected(problems);
}
