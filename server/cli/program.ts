import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Environment } from '../config.ts';
import { addCheckCommand } from './commands/check.ts';
import { addConfigCommand } from './commands/config.ts';
import { addCreatePluginCommand } from './commands/create-plugin.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDevPluginCommand } from './commands/dev-plugin.ts';
import { addDumpCommand } from './commands/dump.ts';
import { addGraphqlCommand } from './commands/graphql.ts';
import { addJobsCommand } from './commands/jobs.ts';
import { addKeysCommand } from './commands/keys.ts';
import { addLoadCommand } from './commands/load.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addPluginsCommand } from './commands/plugins.ts';
import { addSchemaCommand } from './commands/schema.ts';
import { addServeCommand } from './commands/serve.ts';
import { addTokenCommand } from './commands/token.ts';
import { addUserCommand } from './commands/user.ts';
import { addWorkerCommand } from './commands/worker.ts';
import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets. */
export interface Invocation {
  readonly env: Environment;
  readonly terminal: Terminal;
  /** What the process will exit with; the last call counts. */
  readonly exitWith: (code: ExitCode) => void;
}

const FOOTER = `
Settings come from the environment: \`pagoda config print\` shows all of them and where each came from.

Exit codes: 0 worked, 1 failed (or \`check\` found differences, or migrations are pending), 2 wrong command line, 130 interrupted, 141 nobody reads the output any more.`;

export function makeProgram(invocation: Invocation): Command {
  const program = new Command('pagoda')
    .description('Pagoda, an information manager (CMDB) with a GraphQL API')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .addHelpText('after', FOOTER)
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for the ways to call it)')
    .configureOutput({
      writeOut: (text) => invocation.terminal.print(text.trimEnd()),
      writeErr: (text) => invocation.terminal.remark(text.trimEnd()),
    })
    .exitOverride();
  addServeCommand(program, invocation);
  addWorkerCommand(program, invocation);
  addJobsCommand(program, invocation);
  addMigrateCommand(program, invocation);
  addDemoCommand(program, invocation);
  addUserCommand(program, invocation);
  addTokenCommand(program, invocation);
  addGraphqlCommand(program, invocation);
  addKeysCommand(program, invocation);
  addConfigCommand(program, invocation);
  addPluginsCommand(program, invocation);
  addCreatePluginCommand(program, invocation);
  addDevPluginCommand(program, invocation);
  addSchemaCommand(program, invocation);
  addCheckCommand(program, invocation);
  addDumpCommand(program, invocation);
  addLoadCommand(program, invocation);
  return program;
}

/** The manifest stands one folder above cli/ in the sources and two in the built package. */
function version(): string {
  for (const place of ['../package.json', '../../package.json']) {
    const manifest = readManifest(new URL(place, import.meta.url));
    if (manifest?.name === 'pagoda-server') return manifest.version;
  }
  return 'unknown';
}

function readManifest(url: URL): { readonly name: string; readonly version: string } | null {
  try {
    return JSON.parse(readFileSync(url, 'utf8'));
  } catch {
    return null;
  }
}
