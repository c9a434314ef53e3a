import type { Command } from 'commander';
import type { Invocation } from '../program.ts';

interface ServeOptions {
  readonly demo?: boolean;
  readonly worker: boolean;
}

export function addServeCommand(program: Command, invocation: Invocation): void {
  program
    .command('serve')
    .description('run the server until Ctrl-C; starts its own PostgreSQL unless DATABASE_URL is set')
    .option('--demo', 'with demo data, and a token to try it with')
    .option('--no-worker', 'leave what is queued to other processes: `pagoda worker`')
    .action(async ({ demo = false, worker }: ServeOptions) => {
      const { serve } = await import('../serve.ts');
      await serve(invocation, { isDemo: demo, worker });
    });
}
