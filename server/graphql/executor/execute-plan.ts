import type { ExecutionResult, GraphQLObjectType, ResponsePath } from 'graphql';
import { completeLeaf } from './complete-leaf.ts';
import { checkTypeOf, findConcreteType } from './concrete-type.ts';
import { locate, type Place } from './field-errors.ts';
import { isPromise, type Later } from './later.ts';
import {
  type CompositePlan,
  type FieldPlan,
  getObjectPlan,
  type ListPlan,
  type ObjectPlan,
  type TypePlan,
} from './plan.ts';
import type { Run } from './run.ts';

type Data = Record<string, unknown>;

/**
 * Executes a plan as the specification says and as graphql-js does: same data, same errors at the same places, in the same order.
 * Stays synchronous until a resolver returns a promise.
 */
export function executePlan(run: Run): Later<ExecutionResult> {
  try {
    const data =
      run.plan.operation.operation === 'mutation'
        ? executeSerially(run)
        : executeFields(run, run.plan.root, run.rootValue, undefined);
    return isPromise(data)
      ? data.then(
          (settled) => answer(run, settled),
          (error) => fault(run, error),
        )
      : answer(run, data);
  } catch (error) {
    return fault(run, error);
  }
}

function answer(run: Run, data: Data | null): ExecutionResult {
  const errors = run.errors.list;
  return errors.length === 0 ? { data } : { errors, data };
}

function fault(run: Run, thrown: unknown): ExecutionResult {
  run.errors.add(locate(thrown, [], undefined), undefined);
  return answer(run, null);
}

function makeData(plan: ObjectPlan): Data {
  if (plan.hasProtoKey) return Object.create(null) as Data;
  return {};
}

async function executeSerially(run: Run): Promise<Data> {
  const plan = run.plan.root;
  const data = makeData(plan);
  // oxlint-disable-next-line no-await-in-loop -- mutations run one after the other
  for (const field of plan.fields) data[field.key] = await executeField(run, field, run.rootValue, undefined);
  return data;
}

function executeFields(run: Run, plan: ObjectPlan, source: unknown, path: Place): Later<Data> {
  run.deadline?.step();
  const data = makeData(plan);
  let laterKeys: string[] | undefined;
  try {
    for (const field of plan.fields) {
      const value = field.constant ?? executeField(run, field, source, path);
      data[field.key] = value;
      if (isPromise(value)) (laterKeys ??= []).push(field.key);
    }
  } catch (error) {
    if (!laterKeys) throw error;
    // What has begun may fail too, and nobody else would be there to notice.
    return settle(data, laterKeys).finally(() => {
      throw error;
    });
  }
  return laterKeys ? settle(data, laterKeys) : data;
}

/** Puts the values in the place of their promises. */
async function settle(data: Data, keys: readonly string[]): Promise<Data> {
  const values = await Promise.all(keys.map((key) => data[key]));
  for (const [index, key] of keys.entries()) data[key] = values[index];
  return data;
}

function executeField(run: Run, field: FieldPlan, source: unknown, parentPath: Place): unknown {
  let path: ResponsePath | undefined;
  try {
    let value: unknown;
    if (field.resolve) {
      path = pathOf(field, parentPath);
      value = field.resolve(source, run.argumentsOf(field), run.context, run.infoOf(field, path));
    } else if ((typeof source === 'object' && source !== null) || typeof source === 'function') {
      value = (source as Data)[field.name];
      if (typeof value === 'function') {
        path = pathOf(field, parentPath);
        value = value.call(source, run.argumentsOf(field), run.context, run.infoOf(field, path));
      }
    }
    if (field.type.kind === 'leaf' && !isPromise(value)) return complete(run, field, field.type, undefined, value);
    const place = (path ??= pathOf(field, parentPath));
    const completed = isPromise(value)
      ? value.then((settled) => complete(run, field, field.type, place, settled))
      : complete(run, field, field.type, place, value);
    if (!isPromise(completed)) return completed;
    return completed.then(undefined, (error) => run.fail(error, field.nodes, field.type, place));
  } catch (error) {
    return run.fail(error, field.nodes, field.type, path ?? pathOf(field, parentPath));
  }
}

function pathOf(field: FieldPlan, prev: Place): ResponsePath {
  return { prev, key: field.key, typename: field.parentType.name };
}

function complete(run: Run, field: FieldPlan, type: TypePlan, path: Place, value: unknown): unknown {
  if (value instanceof Error) throw value;
  if (value === null || value === undefined) {
    if (type.nonNull) throw nullRefused(field);
    return null;
  }
  if (type.kind === 'leaf') return completeLeaf(type, value);
  // Only lists and objects ask for their place before something fails.
  const place = path as ResponsePath;
  if (type.kind === 'list') return completeList(run, field, type, place, value);
  return completeComposite(run, field, type, place, value);
}

function nullRefused(field: FieldPlan): Error {
  return new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`);
}

function completeList(run: Run, field: FieldPlan, type: ListPlan, path: ResponsePath, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    throw new Error(`Expected Iterable, but did not find one for field "${field.parentType.name}.${field.name}".`);
  }
  const items: readonly unknown[] = Array.isArray(value) ? value : [...(value as Iterable<unknown>)];
  const completed: unknown[] = [];
  let isLater = false;
  try {
    for (let index = 0; index < items.length; index += 1) {
      const item = completeItem(run, field, type.item, path, index, items[index]);
      isLater ||= isPromise(item);
      completed.push(item);
    }
  } catch (error) {
    if (isLater) ignoreRejections(completed);
    throw error;
  }
  return isLater ? Promise.all(completed) : completed;
}

/** The answer has no place left for what these promises bring; a rejection that nobody notices would end the process. */
function ignoreRejections(values: readonly unknown[]): void {
  for (const value of values) if (isPromise(value)) value.then(undefined, () => undefined);
}

function completeItem(
  run: Run,
  field: FieldPlan,
  type: TypePlan,
  prev: ResponsePath,
  key: number,
  item: unknown,
): unknown {
  const path: ResponsePath | undefined = type.kind === 'leaf' ? undefined : { prev, key, typename: undefined };
  const fail = (error: unknown) => run.fail(error, field.nodes, type, path ?? { prev, key, typename: undefined });
  try {
    const completed = isPromise(item)
      ? item.then((settled) => complete(run, field, type, path, settled))
      : complete(run, field, type, path, item);
    return isPromise(completed) ? completed.then(undefined, fail) : completed;
  } catch (error) {
    return fail(error);
  }
}

function completeComposite(
  run: Run,
  field: FieldPlan,
  type: CompositePlan,
  path: ResponsePath,
  value: unknown,
): Later<Data> {
  const concrete = findConcreteType(run, field, type, path, value);
  return isPromise(concrete)
    ? concrete.then((settled) => completeObject(run, field, type, settled, path, value))
    : completeObject(run, field, type, concrete, path, value);
}

function completeObject(
  run: Run,
  field: FieldPlan,
  composite: CompositePlan,
  type: GraphQLObjectType,
  path: ResponsePath,
  value: unknown,
): Later<Data> {
  const plan = getObjectPlan(run.plan, field, composite, type);
  const check = type.isTypeOf ? checkTypeOf(run, field, type, path, value) : undefined;
  return check ? check.then(() => executeFields(run, plan, value, path)) : executeFields(run, plan, value, path);
}
