import { InvalidArgumentError, type Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../program.ts';
import { withApp } from '../with-app.ts';

/** Enough to look around in, and seeded while a newcomer waits. */
export const DEFAULT_ENTRIES = 2000;

interface SeedOptions {
  readonly entries: number;
  readonly json?: boolean;
}

export function addDemoCommand(program: Command, invocation: Invocation): void {
  program
    .command('demo')
    .description('a data centre to look at')
    .command('seed')
    .description('fill the database with demo data: always the same, at any size')
    .option('--entries <count>', 'how many', entryCount, DEFAULT_ENTRIES)
    .option('--json', 'print JSON')
    .action((options: SeedOptions, command: Command) => seed(invocation, options, command));
}

async function seed(invocation: Invocation, options: SeedOptions, command: Command): Promise<void> {
  const { terminal } = invocation;
  const { FEWEST_ENTRIES, MOST_ENTRIES } = await import('../../demo/index.ts');
  const { ensureDemoData } = await import('../seed-demo.ts');
  if (options.entries < FEWEST_ENTRIES || options.entries > MOST_ENTRIES) {
    command.error(`error: --entries takes a whole number from ${FEWEST_ENTRIES} to ${MOST_ENTRIES}.`);
  }
  const begin = performance.now();
  const { isNew, entries } = await withApp(invocation, (app) => ensureDemoData(app, options.entries, terminal));
  const seconds = (performance.now() - begin) / 1000;
  if (options.json) terminal.print(JSON.stringify({ entries, isNew }));
  else if (isNew) terminal.print(`Seeded ${entries} entries in ${seconds.toFixed(1)} s.`);
  else terminal.print(`Nothing to do: the demo data is here already, with ${entries} entries.`);
  if (!isNew && entries !== options.entries) {
    terminal.remark(
      `It stays at ${entries}: for ${options.entries}, set PAGODA_DATA_DIR to a new directory or DATABASE_URL to a new database.`,
    );
    invocation.exitWith(EXIT.failed);
  }
}

function entryCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number.');
}
