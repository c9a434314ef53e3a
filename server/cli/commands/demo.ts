import { InvalidArgumentError, type Command } from 'commander';
import { FEWEST_ENTRIES, MOST_ENTRIES } from '../../demo/index.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../program.ts';
import { ensureDemoData } from '../seed-demo.ts';
import { withApp } from '../with-app.ts';

/** What `serve --demo` seeds. */
export const DEFAULT_ENTRIES = 2000;

export function addDemoCommand(program: Command, invocation: Invocation): void {
  program
    .command('demo')
    .description('a data centre to look at')
    .command('seed')
    .description('fill the database with demo data: always the same, at any size')
    .option('--entries <count>', `from ${FEWEST_ENTRIES} to ${MOST_ENTRIES}`, entryCount, DEFAULT_ENTRIES)
    .option('--json', 'print JSON')
    .action((options: { entries: number; json?: boolean }) => seed(invocation, options));
}

async function seed(invocation: Invocation, options: { entries: number; json?: boolean }): Promise<void> {
  const { terminal } = invocation;
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
  const count = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= FEWEST_ENTRIES && count <= MOST_ENTRIES) return count;
  throw new InvalidArgumentError(`Give a whole number from ${FEWEST_ENTRIES} to ${MOST_ENTRIES}.`);
}
