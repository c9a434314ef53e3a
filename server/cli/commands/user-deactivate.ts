import type { Command } from 'commander';
import type { Invocation } from '../program.ts';
import { withApp } from '../with-app.ts';
import { getUserNamed } from './named-user.ts';

interface DeactivateOptions {
  readonly json?: boolean;
}

export function addUserDeactivate(user: Command, invocation: Invocation): void {
  user
    .command('deactivate')
    .description('keep a user from logging in; ends its tokens and sessions at once')
    .argument('<username>', 'who')
    .option('--json', 'print JSON')
    .action((username: string, options: DeactivateOptions) => deactivate(invocation, username, options));
}

async function deactivate(invocation: Invocation, username: string, { json }: DeactivateOptions): Promise<void> {
  const { deactivateUser } = await import('../../domains/user/index.ts');
  const { id } = await withApp(invocation, async (app) => {
    const ctx = await app.contextFor(null);
    const user = await getUserNamed(ctx, username);
    await deactivateUser(ctx, user.id);
    return user;
  });
  if (json) invocation.terminal.print(JSON.stringify({ id: String(id), username, isActive: false }));
  else invocation.terminal.print(`${username} can no longer log in.`);
}
