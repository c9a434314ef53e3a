import { Option, type Command } from 'commander';
import type { Invocation } from '../program.ts';

interface ServeOptions {
  readonly demo?: boolean;
  readonly worker: boolean;
  readonly called: string;
}

export function addServeCommand(program: Command, invocation: Invocation): void {
  program
    .command('serve')
    .description('run the server until Ctrl-C; starts its own PostgreSQL unless DATABASE_URL is set')
    .option('--demo', 'with demo data, and a token to try it with')
    .option('--no-worker', 'leave what is queued to other processes: `pagoda worker`')
    // For whoever starts it in place of a person, who calls it otherwise.
    .addOption(new Option('--called <command>').default('npx pagoda').hideHelp())
    .action(async ({ demo = false, worker, called }: ServeOptions) => {
      const { serve } = await import('../serve.ts');
      await serve(invocation, { isDemo: demo, worker, command: called });
    });
}
