import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../db/index.ts';
import { PLUGIN_MESSAGE } from './message.ts';

/** Leaves with the commit of the transaction. */
export async function notifyMessage(em: EntityManager, notification: string): Promise<void> {
  await query(em, 'select pg_notify($1, $2)', [PLUGIN_MESSAGE, notification]);
}

/** Gives the number of the row. Old rows go: whoever listens has read them long since. */
export async function insertMessage(em: EntityManager, content: string): Promise<number> {
  await query(
    em,
    `delete from plugin_message where id in (
       select id from plugin_message where created_time < now() - interval '1 hour' order by id limit 100 for update skip locked)`,
  );
  const [row] = await query<{ id: number }>(
    em,
    'insert into plugin_message (payload, created_time) values ($1, clock_timestamp()) returning id',
    [content],
  );
  return row?.id ?? 0;
}

export async function readMessage(em: EntityManager, row: number): Promise<string> {
  const [found] = await query<{ payload: string }>(em, 'select payload from plugin_message where id = $1', [row]);
  if (!found) throw new Error(`The row ${row} of what was published is gone`);
  return found.payload;
}
