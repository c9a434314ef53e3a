import { existsSync } from 'node:fs';
import { confirm } from '@inquirer/prompts';
import type { Command } from 'commander';
import { makeProgress } from '../progress.ts';
import type { Invocation } from '../program.ts';
import { readSettings } from '../settings.ts';
import { Failure } from '../terminal.ts';

interface DumpOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
}

export function addDumpCommand(program: Command, invocation: Invocation): void {
  program
    .command('dump')
    .description('write all data to a file, as of one moment; servers may go on running')
    .argument('<file>', 'the file to write; it holds password hashes and is readable by you alone')
    .option('--json', 'print JSON')
    .option('-y, --yes', 'replace the file if it exists')
    .action((file: string, options: DumpOptions) => dump(invocation, file, options));
}

async function dump(invocation: Invocation, file: string, options: DumpOptions): Promise<void> {
  const { terminal } = invocation;
  const settings = readSettings(invocation);
  await agreeToReplace(invocation, file, options.yes === true);
  const { migrationStatus } = await import('../../db/index.ts');
  const { withClient, withDatabase, withOrm } = await import('../database.ts');
  const { dumpToFile } = await import('../dump/index.ts');
  const summary = await withDatabase(settings, async (url) => {
    const { done, unknown } = await withOrm(url, migrationStatus);
    const migration = unknown.at(-1) ?? done.at(-1);
    if (migration === undefined) throw new Failure('There is nothing to dump: no Pagoda has used this database.');
    const progress = makeProgress(terminal, 'Dumping rows');
    try {
      return await withClient(url, (client) => dumpToFile(client, file, { migration, onProgress: progress.update }));
    } finally {
      progress.end();
    }
  });
  if (options.json) terminal.print(JSON.stringify({ file, ...summary }));
  else terminal.print(`Wrote ${summary.rows} rows of ${summary.tables} tables to ${file}.`);
}

async function agreeToReplace({ terminal }: Invocation, file: string, isAgreed: boolean): Promise<void> {
  if (isAgreed || !existsSync(file)) return;
  const message = `${file} exists. Replace it?`;
  if (terminal.isInteractive && (await confirm({ message, default: false }, { output: process.stderr }))) return;
  throw new Failure(`${file} exists. Give --yes to replace it.`);
}
