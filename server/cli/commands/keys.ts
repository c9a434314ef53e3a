import { confirm } from '@inquirer/prompts';
import type { Command } from 'commander';
import type { Invocation } from '../program.ts';
import { readSettings } from '../settings.ts';
import { Failure } from '../terminal.ts';
import { withApp } from '../with-app.ts';

interface RotateOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function addKeysCommand(program: Command, invocation: Invocation): void {
  program
    .command('keys')
    .description('the secret that sessions and signatures depend on')
    .command('rotate')
    .description('put another in its place; ends every session and makes what was signed worth nothing')
    .option('-y, --yes', 'ask nothing')
    .option('--json', 'print JSON; asks nothing')
    .action((options: RotateOptions) => rotate(invocation, options));
}

async function rotate(invocation: Invocation, { yes = false, json = false }: RotateOptions): Promise<void> {
  const { terminal } = invocation;
  if (readSettings(invocation).secret !== null) {
    throw new Failure(
      'PAGODA_SECRET is set, so the keys come from there. Give it another value and restart every server.',
    );
  }
  const message = 'Everybody who is logged in with a browser has to log in again. Go on?';
  const mayAsk = terminal.isInteractive && !yes && !json;
  if (mayAsk && !(await confirm({ message }, { output: process.stderr }))) throw new Failure('Nothing was changed.');
  const { rotateKeys } = await import('../../domains/session/index.ts');
  const sessions = await withApp(invocation, async (app) => rotateKeys(await app.contextFor(null)));
  if (json) terminal.print(JSON.stringify({ endedSessions: sessions }));
  else
    terminal.print(`There are new keys. Sessions that ended: ${sessions}. Servers that run use the new keys already.`);
}
