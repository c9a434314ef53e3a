import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { Invocation } from '../program.ts';

const HELP = `
Without a command: the demo with the plugin, from its source, and anew whenever that changes. Its data is in .pagoda of the folder.
With one: a server on a new database for as long as the command runs, which finds it at PAGODA_URL, with PAGODA_TOKEN.

Examples:
  $ pagoda dev-plugin
  $ pagoda dev-plugin -- node --test dist/integration.js`;

export function addDevPluginCommand(program: Command, invocation: Invocation): void {
  program
    .command('dev-plugin')
    .description('run a server with the plugin of a folder, to try it or to test it')
    .argument('[command...]', 'what to run beside the server, behind --')
    .option('--dir <folder>', 'the folder of the package', '.')
    .addHelpText('after', HELP)
    .action((command: readonly string[], { dir }: { dir: string }) =>
      devPlugin(invocation, command, path.resolve(dir)),
    );
}

async function devPlugin(invocation: Invocation, command: readonly string[], folder: string): Promise<void> {
  const { withPluginsDir } = await import('../dev-plugin/lend-plugins-dir.ts');
  await withPluginsDir(folder, async (lent) => {
    if (command.length > 0) {
      const { runBesideServer } = await import('../dev-plugin/run-beside-server.ts');
      invocation.exitWith(await runBesideServer(invocation, lent, command));
    } else {
      const { serveSource } = await import('../dev-plugin/serve-source.ts');
      // What is built has the same name with another ending.
      const main = fileURLToPath(new URL(`../main${path.extname(import.meta.url)}`, import.meta.url));
      await serveSource(invocation, folder, lent, main);
    }
  });
}
