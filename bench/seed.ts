import pg from 'pg';
import { ROOT, run } from './child.ts';

/** Migrates the database and fills it, by the command that users have; nothing happens to one that is filled. */
export async function seed(databaseUrl: string, entries: number, env: Readonly<Record<string, string>>): Promise<void> {
  await run([`${ROOT}/server/cli/main.ts`, 'demo', 'seed', '--entries', String(entries)], env);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // What the background of PostgreSQL does within minutes is done at once, so that it does not fall into a round.
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
