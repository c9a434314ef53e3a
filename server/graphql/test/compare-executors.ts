import { setImmediate } from 'node:timers/promises';
import { type DocumentNode, execute as executeByGraphqlJs, type ExecutionResult, parse, validate } from 'graphql';
import { parentPort, workerData } from 'node:worker_threads';
import { execute } from '../executor/index.ts';
import { OperationWriter, type RandomOperation } from './random-operations.ts';
import { ARGUMENT_CHOICES, makeRandomSchema } from './random-schema.ts';

/** What this thread is told to do. */
export interface Task {
  readonly operations: number;
  readonly isLaterAllowed: boolean;
}

/** What came of it. */
export interface Comparison {
  readonly differences: readonly {
    readonly source: string;
    readonly variables: unknown;
    readonly ours: string;
    readonly theirs: string;
  }[];
  /** Rejections in our executor that nobody handled. */
  readonly unnoticed: number;
  readonly withoutErrors: number;
  readonly withErrors: number;
  readonly nulled: number;
  readonly refused: number;
}

interface ValidOperation extends RandomOperation {
  readonly document: DocumentNode;
}

const { operations: wanted, isLaterAllowed } = workerData as Task;
const schema = makeRandomSchema(isLaterAllowed);

function validOperations(count: number): readonly ValidOperation[] {
  const valid: ValidOperation[] = [];
  for (let seed = 1; valid.length < count; seed += 1) {
    const operation = new OperationWriter(schema, ARGUMENT_CHOICES, seed).write();
    const document = parse(operation.source);
    if (validate(schema, document).length === 0) valid.push({ ...operation, document });
  }
  return valid;
}

/** As text, so that the order of keys counts and a key `__proto__` is seen. */
function describe({ data, errors = [] }: ExecutionResult): string {
  return JSON.stringify({
    data: data === undefined ? 'none' : data,
    errors: errors.map(({ path, locations, extensions }) => ({ path, locations, extensions })),
  });
}

async function compare(): Promise<Comparison> {
  const operations = validOperations(wanted);
  let unnoticed = 0;
  let isOurs = true;
  // graphql-js forgets promises of a list when one of its later items throws.
  process.on('unhandledRejection', () => {
    if (isOurs) unnoticed += 1;
  });
  const ours: ExecutionResult[] = [];
  const differences = [];
  for (const { document, source, variables } of operations) {
    const args = { schema, document, variableValues: variables };
    const first = await execute({ ...args, compileAfter: Infinity });
    const second = await execute({ ...args, compileAfter: 0 });
    ours.push(second);
    if (describe(first) !== describe(second))
      differences.push({ source, variables, ours: describe(second), theirs: describe(first) });
  }
  await setImmediate();
  isOurs = false;
  for (const [index, { document, source, variables }] of operations.entries()) {
    const theirs = describe(await executeByGraphqlJs({ schema, document, variableValues: variables }));
    const own = describe(ours[index] ?? {});
    if (own !== theirs) differences.push({ source, variables, ours: own, theirs });
  }
  await setImmediate();
  const count = (is: (result: ExecutionResult) => boolean) => ours.filter(is).length;
  return {
    differences: differences.slice(0, 3),
    unnoticed,
    withoutErrors: count(({ errors }) => !errors),
    withErrors: count(({ data, errors }) => Boolean(data && errors)),
    nulled: count(({ data }) => data === null),
    refused: count(({ data }) => data === undefined),
  };
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(await compare());
