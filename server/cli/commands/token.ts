import { input } from '@inquirer/prompts';
import { InvalidArgumentError, type Command } from 'commander';
import type { Invocation } from '../program.ts';
import { Failure } from '../terminal.ts';
import { withApp } from '../with-app.ts';

interface TokenOptions {
  readonly note?: string;
  readonly lifetime?: number;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function addTokenCommand(program: Command, invocation: Invocation): void {
  program
    .command('token')
    .description('secrets that programs log in with')
    .command('create')
    .description('make a token for a user and print it; it is shown this one time')
    .argument('[username]', 'whom the token is for')
    .option('--note <text>', 'what it is for')
    .option('--lifetime <seconds>', "how long it lives; 0 for ever (default: the user's setting)", wholeSeconds)
    .option('-y, --yes', 'ask nothing')
    .option('--json', 'print JSON; asks nothing')
    .action((username: string | undefined, options: TokenOptions) => create(invocation, username, options));
}

async function create(invocation: Invocation, given: string | undefined, options: TokenOptions): Promise<void> {
  const { terminal } = invocation;
  const mayAsk = terminal.isInteractive && !options.yes && !options.json;
  const username =
    given ?? (mayAsk ? await input({ message: 'Username', required: true }, { output: process.stderr }) : null);
  if (username === null) throw new Failure('Give the username: pagoda token create NAME');
  const { createTokenFor, findUserByName } = await import('../../domains/user/index.ts');
  const { token, secret } = await withApp(invocation, async (app) => {
    const ctx = await app.contextFor(null);
    const user = await findUserByName(ctx, username);
    if (!user) throw new Failure(`There is no user "${username}". Create one: pagoda user create ${username}`);
    return createTokenFor(ctx, user.id, options);
  });
  const ends = token.expiresTime?.toISOString() ?? null;
  if (options.json) terminal.print(JSON.stringify({ id: String(token.id), username, secret, expiresTime: ends }));
  else {
    terminal.print(secret);
    terminal.remark(
      `For ${username}, ${ends === null ? 'without end' : `until ${ends}`}. Send it as "Authorization: Token …".`,
    );
  }
}

function wholeSeconds(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number of seconds; 0 for ever.');
}
