import type { Command } from 'commander';
import type { Invocation } from '../program.ts';

export function addSchemaCommand(program: Command, { terminal }: Invocation): void {
  program
    .command('schema')
    .description('the GraphQL schema')
    .command('print')
    .description('print the whole schema as SDL')
    .action(async () => {
      const { printCoreSchema } = await import('../../app.parts.ts');
      terminal.print(printCoreSchema().trimEnd());
    });
}
