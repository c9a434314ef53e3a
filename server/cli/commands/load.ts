import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { makeProgress } from '../progress.ts';
import type { Invocation } from '../program.ts';
import { readSettings } from '../settings.ts';

export function addLoadCommand(program: Command, invocation: Invocation): void {
  program
    .command('load')
    .description('fill an empty database from a file that `pagoda dump` wrote: everything or nothing')
    .argument('<file>', 'the file to read')
    .option('--json', 'print JSON')
    .action((file: string, options: { json?: boolean }) => load(invocation, file, options.json === true));
}

async function load(invocation: Invocation, file: string, asJson: boolean): Promise<void> {
  const { terminal } = invocation;
  const settings = readSettings(invocation);
  const { migrateUp } = await import('../../db/index.ts');
  const { withClient, withDatabase, withOrm } = await import('../database.ts');
  const { loadFromFile, migrateForDump, readHeader } = await import('../dump/index.ts');
  const { migration } = await readHeader(file);
  const rows = await withDatabase(settings, async (url) => {
    await migrateForDump(url, migration);
    const progress = makeProgress(terminal, 'Reading bytes', statSync(file).size);
    try {
      const count = await withClient(url, (client) => loadFromFile(client, file, progress.update));
      await withOrm(url, migrateUp);
      return count;
    } finally {
      progress.end();
    }
  });
  if (asJson) terminal.print(JSON.stringify({ file, rows }));
  else terminal.print(`Loaded ${rows} rows from ${file}.`);
}
