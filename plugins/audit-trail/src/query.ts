import { ValidationError } from 'pagoda-plugin-sdk';
import { Entity } from 'pagoda-plugin-sdk/models';
import type { RecordFilter } from './record.store.ts';

/** Which records, as clients say it. */
export interface Query {
  /** The name of an entity. */
  readonly entity?: string | null;
  /** The id of an entry. */
  readonly entry?: string | null;
  /** The name of a user. */
  readonly user?: string | null;
  readonly since?: Date | null;
  readonly until?: Date | null;
}

/** Throws `ValidationError` for an entity that the actor does not see, and for what is no id. */
export async function toFilter({ entity, entry, user, since, until }: Query): Promise<RecordFilter> {
  return {
    entityId: entity ? await findEntityId(entity) : null,
    entryId: entry ? parseId(entry, 'entry') : null,
    username: user || null,
    since: since ?? null,
    until: until ?? null,
  };
}

/** The record follows its entity, whatever that is called by now. */
export async function findEntityId(name: string): Promise<number> {
  const entity = await Entity.objects.filter({ name: { iexact: name } }).first();
  if (entity) return entity.id;
  throw new ValidationError(`There is no entity "${name}"`, ['entity']);
}

export function parseId(text: string, field: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ValidationError(`${field} must be an id`, [field]);
}
