import type { Command } from 'commander';
import type { Invocation } from '../program.ts';
import { doctor } from './plugins-doctor.ts';
import { purgePlugin, type PurgeOptions } from './plugins-purge.ts';
import { togglePluginByHand } from './plugins-toggle.ts';
import { showPlugin } from './plugins-info.ts';
import { listHooks, listInstalled, listRoutes } from './plugins-list.ts';

interface OutputOptions {
  readonly json?: boolean;
}

export function addPluginsCommand(program: Command, invocation: Invocation): void {
  const plugins = program.command('plugins').description('what extends the server');
  const add = (name: string, description: string, run: (invocation: Invocation, json: boolean) => Promise<void>) =>
    plugins
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .action(({ json = false }: OutputOptions) => run(invocation, json));
  add('list', 'print what is enabled, disabled, refused, and installed without being enabled', listInstalled);
  plugins
    .command('info')
    .description('print everything about one plugin')
    .argument('<id>', 'the id of the plugin, or its entry name')
    .option('--json', 'print JSON')
    .action((id: string, { json = false }: OutputOptions) => showPlugin(invocation, id, json));
  const addToggle = (name: string, description: string, isEnabled: boolean) =>
    plugins
      .command(name)
      .description(description)
      .argument('<id>', 'the id of the plugin, or its entry name')
      .option('--json', 'print JSON')
      .action((id: string, { json = false }: OutputOptions) => togglePluginByHand(invocation, id, isEnabled, json));
  addToggle('disable', 'switch a plugin off, on all servers that run and until it is enabled again', false);
  addToggle('enable', 'let a plugin run again that was disabled', true);
  plugins
    .command('purge')
    .description('drop the tables of a plugin that does not run, for good')
    .argument('<id>', 'the id of the plugin, or its entry name')
    .option('-y, --yes', 'do it; without this it is only told what would go')
    .option('--json', 'print JSON')
    .action((id: string, options: PurgeOptions) => purgePlugin(invocation, id, options));
  add('routes', 'print the REST routes of the enabled plugins', listRoutes);
  add('hooks', 'print the hook handlers of the enabled plugins', listHooks);
  add('doctor', 'try every plugin that is installed or asked for, and say what is wrong and what to do', doctor);
}
