import { afterAll } from '@jest/globals';
import pg from 'pg';

/** Statements past the server. */
export type Query = <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Called at the top of a test file with `await`. */
export async function connect(databaseUrl: string): Promise<Query> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // The database is dropped while it may still be connected.
  client.on('error', () => undefined);
  await client.connect();
  afterAll(() => client.end());
  return async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(text, [...values])).rows;
}
