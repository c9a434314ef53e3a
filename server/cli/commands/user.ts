import { confirm, input } from '@inquirer/prompts';
import type { Command } from 'commander';
import type { NewUser } from '../../domains/user/index.ts';
import { Rejected } from '../../errors.ts';
import type { Invocation } from '../program.ts';
import { Failure } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { askForPassword, readPassword } from './password-input.ts';
import { addUserDeactivate } from './user-deactivate.ts';
import { addUserList } from './user-list.ts';
import { addUserPassword } from './user-password.ts';

interface UserOptions {
  readonly email?: string;
  readonly superuser?: boolean;
  readonly readonly?: boolean;
  readonly passwordStdin?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function addUserCommand(program: Command, invocation: Invocation): void {
  const user = program.command('user').description('those who can log in');
  addUserList(user, invocation);
  addUserPassword(user, invocation);
  addUserDeactivate(user, invocation);
  user
    .command('create')
    .description('create a user; asks for what is missing where a person sits')
    .argument('[username]', 'the name to log in with')
    .option('--email <address>', 'where to reach the user')
    .option('--superuser', 'may do everything')
    .option('--readonly', 'may only read')
    .option('--password-stdin', 'read the password from stdin; without one the user can only use tokens')
    .option('-y, --yes', 'ask nothing')
    .option('--json', 'print JSON; asks nothing')
    .action((username: string | undefined, options: UserOptions) => create(invocation, username, options));
}

async function create(invocation: Invocation, username: string | undefined, options: UserOptions): Promise<void> {
  const { terminal } = invocation;
  const mayAsk = terminal.isInteractive && !options.yes && !options.json && !options.passwordStdin;
  const wanted = mayAsk ? await askForUser(username, options) : await readUser(username, options);
  const { createUser, problemsOfPassword } = await import('../../domains/user/index.ts');
  const problems = wanted.password ? problemsOfPassword(wanted.password, wanted.username, ['password']) : [];
  if (problems.length > 0) throw new Rejected(problems);
  const user = await withApp(invocation, async (app) => createUser(await app.contextFor(null), wanted));
  const { id, isSuperuser, isReadonly } = user;
  if (options.json)
    terminal.print(JSON.stringify({ id: String(id), username: user.username, isSuperuser, isReadonly }));
  else terminal.print(`Created the ${isSuperuser ? 'superuser' : 'user'} ${user.username} (id ${id}).`);
}

async function readUser(username: string | undefined, options: UserOptions): Promise<NewUser> {
  if (username === undefined) throw new Failure('Give the username: pagoda user create NAME');
  const secret = options.passwordStdin ? await readPassword() : null;
  return {
    username,
    password: secret,
    email: options.email,
    isSuperuser: options.superuser,
    isReadonly: options.readonly,
  };
}

async function askForUser(given: string | undefined, options: UserOptions): Promise<NewUser> {
  const io = { output: process.stderr };
  const username = given ?? (await input({ message: 'Username', required: true }, io));
  const secret = await askForPassword('Password (empty: tokens only)');
  const isSuperuser = options.superuser ?? (await confirm({ message: 'May do everything?', default: false }, io));
  return { username, password: secret, email: options.email, isSuperuser, isReadonly: options.readonly };
}
