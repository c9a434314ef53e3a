import type { Command } from 'commander';
import type { Invocation } from '../program.ts';
import { onOneLine } from '../safe-text.ts';
import { withApp } from '../with-app.ts';

interface ListOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

export function addUserList(user: Command, invocation: Invocation): void {
  user
    .command('list')
    .description('print who can log in, by name')
    .option('--all', 'those who cannot log in any more, too')
    .option('--json', 'print JSON')
    .action((options: ListOptions) => list(invocation, options));
}

async function list(invocation: Invocation, { all = false, json = false }: ListOptions): Promise<void> {
  const { readAllUsers } = await import('../../domains/user/index.ts');
  const found = await withApp(invocation, async (app) => readAllUsers(await app.contextFor(null)));
  const users = found.filter(({ isActive }) => all || isActive).map((user) => ({ ...user, id: String(user.id) }));
  const { terminal } = invocation;
  if (json) terminal.print(JSON.stringify(users));
  else
    for (const user of users) terminal.print(`${user.id.padStart(6)}  ${onOneLine(user.username)}${remarksOn(user)}`);
}

interface Flags {
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  readonly isReadonly: boolean;
}

function remarksOn({ isActive, isSuperuser, isReadonly }: Flags): string {
  const remarks = [
    ...(isSuperuser ? ['superuser'] : []),
    ...(isReadonly ? ['read-only'] : []),
    ...(isActive ? [] : ['cannot log in']),
  ];
  return remarks.length === 0 ? '' : `  (${remarks.join(', ')})`;
}
