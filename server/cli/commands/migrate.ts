import type { Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../program.ts';
import { readSettings } from '../settings.ts';

export function addMigrateCommand(program: Command, invocation: Invocation): void {
  const migrate = program.command('migrate').description('the schema of the database');
  migrate
    .command('up')
    .description('run the migrations that are pending; servers do this when they start')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => up(invocation, options.json === true));
  migrate
    .command('status')
    .description('print which migrations are done and pending; exit 1 when any is pending or unknown')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => status(invocation, options.json === true));
}

async function up(invocation: Invocation, asJson: boolean): Promise<void> {
  const { terminal } = invocation;
  const { migrateUp } = await import('../../db/index.ts');
  const { withDatabase, withOrm } = await import('../database.ts');
  const { prepareQueue } = await import('../../jobs/index.ts');
  const done = await withDatabase(readSettings(invocation), async (url) => {
    const names = await withOrm(url, migrateUp);
    await prepareQueue(url);
    return names;
  });
  if (asJson) terminal.print(JSON.stringify({ done }));
  else if (done.length === 0) terminal.print('Nothing to do: the database is up to date.');
  else for (const name of done) terminal.print(`done     ${name}`);
}

async function status(invocation: Invocation, asJson: boolean): Promise<void> {
  const { terminal, exitWith } = invocation;
  const { migrationStatus } = await import('../../db/index.ts');
  const { withDatabase, withOrm } = await import('../database.ts');
  const found = await withDatabase(readSettings(invocation), (url) => withOrm(url, migrationStatus));
  if (asJson) terminal.print(JSON.stringify(found));
  else {
    for (const name of found.done) terminal.print(`done     ${name}`);
    for (const name of found.pending) terminal.print(`pending  ${name}`);
    for (const name of found.unknown) terminal.print(`unknown  ${name}  (a newer Pagoda has used this database)`);
  }
  if (found.pending.length + found.unknown.length > 0) exitWith(EXIT.failed);
}
