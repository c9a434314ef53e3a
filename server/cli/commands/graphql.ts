import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { ExecutionResult } from 'graphql';
import type { App } from '../../app.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../program.ts';
import { Failure } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { getActorNamed } from './acting-user.ts';

interface GraphqlOptions {
  readonly as: string;
  readonly variables?: string;
}

export function addGraphqlCommand(program: Command, invocation: Invocation): void {
  program
    .command('graphql')
    .description('carry out one operation as a user, with the rights of that user, and print the answer')
    .argument('<operation>', 'the query or mutation; - reads it from stdin')
    .requiredOption('--as <username>', 'who asks')
    .option('--variables <json>', 'an object with the variables')
    .action((operation: string, options: GraphqlOptions) => run(invocation, operation, options));
}

async function run(invocation: Invocation, operation: string, options: GraphqlOptions): Promise<void> {
  const query = operation === '-' ? await text(process.stdin) : operation;
  const variables = parseVariables(options.variables ?? '{}');
  const work = async (app: App): Promise<ExecutionResult> => {
    const context = await app.contextFor(await getActorNamed(app, options.as));
    const result = await app.graphql(context, { query, variables });
    await app.settled();
    return result;
  };
  // With the limits that a request has.
  const result = await withApp(invocation, work, {});
  invocation.terminal.print(JSON.stringify(result, null, 2));
  if (hasErrors(result)) invocation.exitWith(EXIT.failed);
}

function parseVariables(json: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Told below.
  }
  throw new Failure(`--variables must be an object in JSON, for example '{"id": "1"}'.`);
}

/** Whether the operation failed, or one of its mutations tells what was wrong. */
function hasErrors({ errors, data }: ExecutionResult): boolean {
  if (errors && errors.length > 0) return true;
  return Object.values(data ?? {}).some(
    (payload) =>
      typeof payload === 'object' &&
      payload !== null &&
      'errors' in payload &&
      Array.isArray(payload.errors) &&
      payload.errors.length > 0,
  );
}
