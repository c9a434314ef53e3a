import path from 'node:path';
import type { Command } from 'commander';
import type { Invocation } from '../program.ts';

const EXAMPLE = `
Example:
  $ pagoda create-plugin my-plugin
  $ cd my-plugin
  $ npm run setup
  $ npm test`;

interface CreateOptions {
  readonly dir?: string;
  readonly json?: boolean;
}

export function addCreatePluginCommand(program: Command, invocation: Invocation): void {
  program
    .command('create-plugin')
    .description('make the package of a new plugin: TypeScript with hooks, a field, routes, a task and tests')
    .argument('<name>', 'its id and the name of its package: small letters, digits, "-" and "_", a letter first')
    .option('--dir <folder>', 'where to make it; the folder is empty or not there yet (default: the name)')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLE)
    .action((name: string, options: CreateOptions) => createPlugin(invocation, name, options));
}

async function createPlugin({ terminal }: Invocation, text: string, { dir, json }: CreateOptions): Promise<void> {
  const { parsePluginName } = await import('../scaffold/plugin-name.ts');
  const { writePlugin } = await import('../scaffold/write-plugin.ts');
  const name = parsePluginName(text);
  const folder = path.resolve(dir ?? name.id);
  const files = writePlugin(name, folder);
  if (json) {
    terminal.print(JSON.stringify({ id: name.id, folder, files }));
    return;
  }
  const here = path.relative('.', folder);
  terminal.print(`Made the plugin ${name.id} in ${folder}. Next:`);
  for (const command of [...(here === '' ? [] : [`cd ${here}`]), 'npm run setup', 'npm test', 'npm run dev']) {
    terminal.print(`  ${command}`);
  }
}
