import type { Command } from 'commander';
import { CORE } from '../../app.ts';
import { assembleSchema, printSortedSchema } from '../../graphql/index.ts';
import type { Invocation } from '../program.ts';

export function addSchemaCommand(program: Command, { terminal }: Invocation): void {
  program
    .command('schema')
    .description('the GraphQL schema')
    .command('print')
    .description('print the whole schema as SDL')
    .action(() => terminal.print(printSortedSchema(assembleSchema(CORE)).trimEnd()));
}
