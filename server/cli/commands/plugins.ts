import type { Command } from 'commander';
import type { Invocation } from '../program.ts';
import { doctor } from './plugins-doctor.ts';
import { listHooks, listInstalled, listRoutes, showPlugin } from './plugins-list.ts';

interface OutputOptions {
  readonly json?: boolean;
}

export function addPluginsCommand(program: Command, invocation: Invocation): void {
  const plugins = program.command('plugins').description('what extends the server; needs no database');
  const add = (name: string, description: string, run: (invocation: Invocation, json: boolean) => Promise<void>) =>
    plugins
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .action(({ json = false }: OutputOptions) => run(invocation, json));
  add('list', 'print what is enabled, refused, and installed without being enabled', listInstalled);
  plugins
    .command('info')
    .description('print everything about one plugin')
    .argument('<id>', 'the id of the plugin, or its entry name')
    .option('--json', 'print JSON')
    .action((id: string, { json = false }: OutputOptions) => showPlugin(invocation, id, json));
  add('routes', 'print the REST routes of the enabled plugins', listRoutes);
  add('hooks', 'print the hook handlers of the enabled plugins', listHooks);
  add('doctor', 'try every plugin that is installed or asked for, and say what is wrong and what to do', doctor);
}
