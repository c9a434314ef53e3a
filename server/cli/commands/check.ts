import type { Command } from 'commander';
import type { CheckReport, StorageDifference } from '../../domains/entry/index.ts';
import type { UserDifference } from '../../domains/user/index.ts';
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
    .description(
      'compare what is derived with the versions, access control lists and memberships; exit 1 when they differ',
    )
    .option('--repair', 'write what differs anew')
    .option('--json', 'print JSON')
    .action((options: CheckOptions) => check(invocation, options));
}

const SOURCES: Readonly<Partial<Record<StorageDifference['what'], string>>> = {
  access: 'the access control lists',
  'access to attributes': 'the access control lists',
};

interface FullReport extends CheckReport {
  readonly users: readonly UserDifference[];
}

async function check(invocation: Invocation, { repair = false, json = false }: CheckOptions): Promise<void> {
  const { checkStorage } = await import('../../domains/entry/index.ts');
  const { checkUserRoles } = await import('../../domains/user/index.ts');
  const progress = makeProgress(invocation.terminal, 'Checking entries');
  const report = await withApp(invocation, async (app): Promise<FullReport> => {
    const ctx = await app.contextFor(null);
    const storage = await checkStorage(ctx, { repair, onProgress: progress.update });
    const users = await checkUserRoles(ctx, { repair });
    return { ...storage, users, repaired: storage.repaired + (repair ? users.length : 0) };
  }).finally(() => progress.end());
  if (json) invocation.terminal.print(JSON.stringify(report));
  else tell(invocation, report);
  if (linesOf(report).length > 0 && !repair) invocation.exitWith(EXIT.failed);
}

function linesOf({ differences, users }: FullReport): string[] {
  return [
    ...differences.map(
      ({ entryId, entryName, what }) =>
        `entry ${entryId} (${entryName}): the ${what} does not follow from ${SOURCES[what] ?? 'the versions'}`,
    ),
    ...users.map(
      ({ userId, username }) => `user ${userId} (${username}): the roles do not follow from the memberships`,
    ),
  ];
}

function tell({ terminal }: Invocation, report: FullReport): void {
  const lines = linesOf(report);
  for (const line of lines.slice(0, MOST_SHOWN)) terminal.print(line);
  if (lines.length > MOST_SHOWN) terminal.print(`… and ${lines.length - MOST_SHOWN} more`);
  const { entries, repaired } = report;
  const remedy = repaired > 0 ? `; ${repaired} rows were repaired` : '. Repair them with: pagoda check --repair';
  const found = lines.length === 0 ? 'no differences.' : `${lines.length} differences${remedy}`;
  terminal.print(`Checked ${entries} entries: ${found}`);
}
