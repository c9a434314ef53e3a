import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Context } from '../context.ts';
import { withTransaction } from '../db/index.ts';
import type { Later } from './executor/index.ts';
import { listMutationFields, type MutationField } from './mutation-fields.ts';
import type { Operation } from './operation.ts';

type Execute = (operation: Operation) => Later<ExecutionResult>;

/**
 * Executes a mutation. Each field gets a context of its own, which its resolver uses for its transaction and everything below it
 * after the commit: nothing that an earlier field loaded is taken for new. In a dry run all fields are inside one transaction, the
 * answer is built there, and then it is undone.
 */
export async function executeMutation(asked: Operation, execute: Execute): Promise<ExecutionResult> {
  const found = listMutationFields(asked);
  if (!found) return execute(asked);
  const { fields, coerced } = found;
  const operation = { ...asked, coerced };
  const dryRun = fields.filter(({ isDryRun }) => isDryRun === true);
  if (dryRun.length === 0) return inTurn(operation, fields, operation.context, execute);
  const real = fields.filter(({ isDryRun }) => isDryRun === false);
  if (real.length > 0) return { errors: [mixedRun(dryRun, real)] };
  return undone({ ...operation.context, dryRun: true }, (context) => inTurn(operation, fields, context, execute));
}

function mixedRun(dryRun: readonly MutationField[], real: readonly MutationField[]): GraphQLError {
  const names = (fields: readonly MutationField[]) => fields.map(({ key }) => key).join(', ');
  return new GraphQLError(
    `dryRun is true for ${names(dryRun)} and not for ${names(real)}. An operation is undone as a whole: use it everywhere or nowhere.`,
    { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
  );
}

async function undone(
  context: Context,
  work: (context: Context) => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  let result: ExecutionResult | undefined;
  try {
    return await withTransaction(context, async (tx) => {
      result = await work(tx);
      return result;
    });
  } catch (error) {
    // A fault that spoilt the transaction is in the answer already.
    if (result?.errors) return result;
    throw error;
  }
}

async function inTurn(
  operation: Operation,
  fields: readonly MutationField[],
  first: Context,
  execute: Execute,
): Promise<ExecutionResult> {
  let data: Record<string, unknown> | null = {};
  const errors: GraphQLError[] = [];
  let context = first;
  for (const [index, { key, document }] of fields.entries()) {
    if (index > 0) context = { ...context, em: context.em.fork({ keepTransactionContext: true }) };
    const result = await execute({ ...operation, document, context });
    errors.push(...(result.errors ?? []));
    data = result.data ? defined(data, key, result.data[key]) : null;
    // What cannot be null could not be answered: the whole answer is null, and what comes after is not begun.
    if (!data) break;
  }
  return errors.length > 0 ? { errors, data } : { data };
}

/** An assignment would take a key `__proto__` for something else. */
function defined(data: Record<string, unknown>, key: string, value: unknown): Record<string, unknown> {
  return Object.defineProperty(data, key, { value, enumerable: true, writable: true, configurable: true });
}
