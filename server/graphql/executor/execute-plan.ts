import type { ExecutionResult, GraphQLObjectType, ResponsePath } from 'graphql';
import { compileObject, type Data, type ObjectSteps } from './compile-object.ts';
import { completeLeaf } from './complete-leaf.ts';
import { checkTypeOf, findConcreteType } from './concrete-type.ts';
import { locate, type Place } from './field-errors.ts';
import { FieldInfo, pathOf } from './field-info.ts';
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
  return isObject(source) && isHot(run, plan)
    ? (plan.compiled ??= compileObject(plan.fields, STEPS))(run, source, path)
    : interpretFields(run, plan, source, path);
}

function isHot(run: Run, plan: ObjectPlan): boolean {
  // A key like `__proto__` would be the prototype of a literal.
  if (plan.uses >= run.compileAfter) return !plan.hasProtoKey;
  plan.uses += 1;
  return false;
}

const STEPS: ObjectSteps = {
  finish: finishField,
  fail: failField,
  settle,
  giveUp,
};

function interpretFields(run: Run, plan: ObjectPlan, source: unknown, path: Place): Later<Data> {
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
    return giveUp(
      error,
      laterKeys.map((key) => data[key]),
    );
  }
  return laterKeys ? settle(data, laterKeys) : data;
}

/** What has begun may fail too, and nobody else would be there to notice. */
async function giveUp(error: unknown, begun: readonly unknown[]): Promise<never> {
  await Promise.all(begun).catch(() => undefined);
  throw error;
}

/** Puts the values in the place of their promises. */
async function settle(data: Data, keys: readonly string[]): Promise<Data> {
  const values = await Promise.all(keys.map((key) => data[key]));
  for (const [index, key] of keys.entries()) data[key] = values[index];
  return data;
}

function executeField(run: Run, field: FieldPlan, source: unknown, path: Place): unknown {
  try {
    return finishField(run, field, readField(run, field, source, path), path);
  } catch (error) {
    return failField(run, field, error, path);
  }
}

function readField(run: Run, field: FieldPlan, source: unknown, path: Place): unknown {
  if (field.resolve) return field.resolve(source, run.argumentsOf(field), run.context, new FieldInfo(run, field, path));
  if (!isObject(source)) return undefined;
  const value = (source as Data)[field.name];
  if (typeof value !== 'function') return value;
  return value.call(source, run.argumentsOf(field), run.context, new FieldInfo(run, field, path));
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function finishField(run: Run, field: FieldPlan, value: unknown, parentPath: Place): unknown {
  const { type } = field;
  if (isPromise(value)) return completeLater(run, field, type, pathOf(field, parentPath), value);
  // A leaf needs a place only to fail there.
  if (type.kind === 'leaf') return complete(run, field, type, undefined, value);
  // By the very object the errors know what is below it.
  const place = pathOf(field, parentPath);
  try {
    const completed = complete(run, field, type, place, value);
    return isPromise(completed) ? failHere(run, field, type, place, completed) : completed;
  } catch (error) {
    return run.fail(error, field.nodes, type, place);
  }
}

function failField(run: Run, field: FieldPlan, error: unknown, parentPath: Place): null {
  return run.fail(error, field.nodes, field.type, pathOf(field, parentPath));
}

// What waits has functions of its own: a closure would cost every call, also those that have nothing to wait for.

function completeLater(
  run: Run,
  field: FieldPlan,
  type: TypePlan,
  place: ResponsePath,
  value: Promise<unknown>,
): Promise<unknown> {
  const completed = value.then((settled) => complete(run, field, type, place, settled));
  return failHere(run, field, type, place, completed);
}

function failHere(
  run: Run,
  field: FieldPlan,
  type: TypePlan,
  place: ResponsePath,
  completed: Promise<unknown>,
): Promise<unknown> {
  return completed.then(undefined, (error) => run.fail(error, field.nodes, type, place));
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
  // A leaf needs a place only to fail there.
  const place: Place = type.kind === 'leaf' ? undefined : { prev, key, typename: undefined };
  try {
    if (isPromise(item)) {
      return completeLater(run, field, type, place ?? { prev, key, typename: undefined }, item);
    }
    const completed = complete(run, field, type, place, item);
    return place && isPromise(completed) ? failHere(run, field, type, place, completed) : completed;
  } catch (error) {
    return run.fail(error, field.nodes, type, place ?? { prev, key, typename: undefined });
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
    ? completeTyped(run, field, type, concrete, path, value)
    : completeObject(run, field, type, concrete, path, value);
}

async function completeTyped(
  run: Run,
  field: FieldPlan,
  composite: CompositePlan,
  type: Promise<GraphQLObjectType>,
  path: ResponsePath,
  value: unknown,
): Promise<Data> {
  return completeObject(run, field, composite, await type, path, value);
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
  return check ? executeChecked(run, plan, value, path, check) : executeFields(run, plan, value, path);
}

async function executeChecked(
  run: Run,
  plan: ObjectPlan,
  value: unknown,
  path: ResponsePath,
  check: Promise<void>,
): Promise<Data> {
  await check;
  return executeFields(run, plan, value, path);
}
