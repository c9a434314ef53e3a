import type { Command } from 'commander';
import type { Invocation } from '../program.ts';

export function addServeCommand(program: Command, invocation: Invocation): void {
  program
    .command('serve')
    .description('run the server until Ctrl-C; starts its own PostgreSQL unless DATABASE_URL is set')
    .option('--demo', 'with demo data, and a token to try it with')
    .action(async (options: { demo?: boolean }) => {
      const { serve } = await import('../serve.ts');
      await serve(invocation, options.demo === true);
    });
}
