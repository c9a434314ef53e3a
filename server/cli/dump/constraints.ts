import type { Client } from 'pg';
import type { DumpTable } from './tables.ts';

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

const FOREIGN_KEYS = `
  select c.conrelid::regclass::text as table, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition
  from pg_constraint c
  where c.contype = 'f' and c.conrelid = any($1::text[]::regclass[])
  order by 1, 2`;

/**
 * Runs `work` without foreign keys and triggers, because rows arrive in the order of the names of their tables.
 * Adding the keys again proves that every reference has its target. All in the transaction of the caller.
 */
export async function withoutConstraints<T>(
  client: Client,
  tables: readonly DumpTable[],
  work: () => Promise<T>,
): Promise<T> {
  const names = tables.map(({ name }) => client.escapeIdentifier(name));
  const { rows: keys } = await client.query<ForeignKey>(FOREIGN_KEYS, [names]);
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  for (const key of keys) await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  const result = await work();
  for (const key of keys) await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
  return result;
}
