import type { Command } from 'commander';
import type { Invocation } from '../program.ts';
import { Failure } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { getUserNamed } from './named-user.ts';
import { askForPassword, readPassword } from './password-input.ts';

interface PasswordOptions {
  readonly passwordStdin?: boolean;
  readonly json?: boolean;
}

export function addUserPassword(user: Command, invocation: Invocation): void {
  user
    .command('password')
    .description('give a user another password and end its sessions; asks for it where a person sits')
    .argument('<username>', 'whose password')
    .option('--password-stdin', 'read the password from stdin')
    .option('--json', 'print JSON; asks nothing')
    .action((username: string, options: PasswordOptions) => change(invocation, username, options));
}

async function change(invocation: Invocation, username: string, options: PasswordOptions): Promise<void> {
  const { terminal } = invocation;
  const mayAsk = terminal.isInteractive && !options.json;
  if (!options.passwordStdin && !mayAsk) {
    throw new Failure(`Give the password on stdin: pagoda user password ${username} --password-stdin`);
  }
  const secret = options.passwordStdin ? await readPassword() : await askForPassword('New password');
  const { setPasswordOf } = await import('../../domains/user/index.ts');
  const { id } = await withApp(invocation, async (app) => {
    const ctx = await app.contextFor(null);
    const user = await getUserNamed(ctx, username);
    await setPasswordOf(ctx, user.id, secret);
    return user;
  });
  if (options.json) terminal.print(JSON.stringify({ id: String(id), username }));
  else terminal.print(`${username} has a new password and must log in again. Tokens still work.`);
}
