import type { Command } from 'commander';
import type { CheckReport, StorageDifference } from '../../domains/entry/index.ts';
import { EXIT } from '../exit-code.ts';
import { makeProgress } from '../progress.ts';
import type { Invocation } from '../program.ts';
import { withApp } from '../with-app.ts';

interface CheckOptions {
  readonly repair?: boolean;
  readonly json?: boolean;
}

/** The rest is counted: a thousand lines say no more than twenty. */
const MOST_SHOWN = 20;

export function addCheckCommand(program: Command, invocation: Invocation): void {
  program
    .command('check')
    .description('compare what is derived with the versions and the access control lists; exit 1 when they differ')
    .option('--repair', 'write what differs anew')
    .option('--json', 'print JSON')
    .action((options: CheckOptions) => check(invocation, options));
}

const SOURCES: Readonly<Partial<Record<StorageDifference['what'], string>>> = {
  access: 'the access control lists',
  'access to attributes': 'the access control lists',
};

async function check(invocation: Invocation, { repair = false, json = false }: CheckOptions): Promise<void> {
  const { checkStorage } = await import('../../domains/entry/index.ts');
  const progress = makeProgress(invocation.terminal, 'Checking entries');
  const report = await withApp(invocation, async (app) =>
    checkStorage(await app.contextFor(null), { repair, onProgress: progress.update }),
  ).finally(() => progress.end());
  if (json) invocation.terminal.print(JSON.stringify(report));
  else tell(invocation, report);
  if (report.differences.length > 0 && !repair) invocation.exitWith(EXIT.failed);
}

function tell({ terminal }: Invocation, { entries, differences, repaired }: CheckReport): void {
  for (const { entryId, entryName, what } of differences.slice(0, MOST_SHOWN)) {
    terminal.print(
      `entry ${entryId} (${entryName}): the ${what} does not follow from ${SOURCES[what] ?? 'the versions'}`,
    );
  }
  if (differences.length > MOST_SHOWN) terminal.print(`… and ${differences.length - MOST_SHOWN} more`);
  const remedy = repaired > 0 ? `; ${repaired} entries were repaired` : '. Repair them with: pagoda check --repair';
  const found = differences.length === 0 ? 'no differences.' : `${differences.length} differences${remedy}`;
  terminal.print(`Checked ${entries} entries: ${found}`);
}
