import { isValidationError, type HookName } from 'pagoda-plugin-sdk';
import { Rejected, type Problem } from '../errors.ts';
import type { CheckAttrInfo } from './attr-infos.ts';
import { callHandler, type HandlerChange, type Lend, type Operation } from './hook-call.ts';
import { causeOf, EndlessHooks, generalProblem, spokenProblem } from './hook-failure.ts';
import type { Handler } from './hook-handler.ts';
import {
  argumentOf,
  makeItems,
  planCalls,
  type ChangeMark,
  type Item,
  type Payload,
  type PlannedCall,
} from './hook-items.ts';
import { acceptMany, acceptOne } from './hook-result.ts';
import { forEachInTurn, whenReady, type MaybePromise } from './maybe-promise.ts';

/** Where failures are told. */
export interface FailureLog {
  error(fields: object, message: string): void;
}

/** Where an element of a bulk stands in the caller's input. */
export type PathOf = (index: number) => readonly string[];

/** One run of a hook over one or many payloads. */
export interface Run<O extends Operation> {
  readonly hook: HookName;
  readonly operation: O;
  readonly payloads: readonly Payload[];
  readonly changes?: readonly ChangeMark[];
  readonly pathOf?: PathOf;
  readonly handlers: readonly Handler[];
  readonly matches: (handler: Handler, item: Item) => boolean;
  readonly lend: Lend<O> | null;
  readonly log: FailureLog;
  readonly checkAttr: CheckAttrInfo;
}

/** The data of each payload as the last handler left it. A veto, and a failure of a handler that rejects, is thrown. */
export function runBefore<O extends Operation>(run: Run<O>): MaybePromise<readonly unknown[]> {
  return runChanging(run, (call, error) => {
    const { plugin, rejects } = call.handler;
    const vetoed = isValidationError(error);
    if (!vetoed) recordFailure(run, call, error);
    if (!vetoed && !rejects) return;
    const problem = spokenProblem(plugin, error) ?? generalProblem(plugin, run.hook);
    throw new Rejected([located(problem, call, run.pathOf)], { cause: error });
  });
}

/** Everything the handlers have against it. Fails closed: a handler that cannot say refuses. */
export function runValidate<O extends Operation>(run: Run<O>): MaybePromise<readonly Problem[]> {
  const problems: Problem[] = [];
  const refuse = (call: PlannedCall, error: unknown): void => {
    const { plugin } = call.handler;
    const spoken = spokenProblem(plugin, error);
    if (!spoken) recordFailure(run, call, error);
    problems.push(located(spoken ?? generalProblem(plugin, run.hook), call, run.pathOf));
  };
  const done = runCalls(run, makeItems(run.hook, run.payloads, []), refuse, (call, result) => {
    if (!Array.isArray(result)) return;
    for (const [index, item] of call.items.entries()) {
      if (result[index] !== undefined) refuse({ handler: call.handler, items: [item] }, result[index]);
    }
  });
  return whenReady(done, () => problems);
}

/** The lists as the last handler left them; a failure leaves them as they were before that handler. */
export function runGetAttrs<O extends Operation>(run: Run<O>): MaybePromise<readonly unknown[]> {
  return runChanging(run, (call, error) => recordFailure(run, call, error));
}

/** What failed, by the index of the payload. */
export type Failures = ReadonlyMap<number, unknown>;

/** Nothing comes of it but what the handlers do, and which calls failed. */
export function runAfter<O extends Operation>(run: Run<O>): MaybePromise<Failures> {
  const items = makeItems(run.hook, run.payloads, run.changes ?? []);
  const failures = new Map<number, unknown>();
  const fail: OnError = (call, error) => {
    recordFailure(run, call, error);
    for (const { index } of call.items) failures.set(index, error);
  };
  return whenReady(
    runCalls(run, items, fail, () => {}),
    () => failures,
  );
}

type OnError = (call: PlannedCall, error: unknown) => void;

function runChanging<O extends Operation>(run: Run<O>, onError: OnError): MaybePromise<readonly unknown[]> {
  const items = makeItems(run.hook, run.payloads, []);
  const done = runCalls(run, items, onError, (call, result) => {
    call.items.forEach((item, index) => {
      const value: unknown = call.handler.batch && Array.isArray(result) ? result[index] : result;
      if (value !== undefined) item.value = value;
    });
  });
  return whenReady(done, () => items.map((item) => item.value));
}

function runCalls<O extends Operation>(
  run: Run<O>,
  items: readonly Item[],
  onError: OnError,
  onResult: (call: PlannedCall, result: unknown) => void,
): MaybePromise<void> {
  const one = acceptOne(run.hook, run.checkAttr);
  const many = acceptMany(run.hook, run.checkAttr);
  return forEachInTurn(planCalls(run.handlers, items, run.matches), (call) => {
    const befores = call.items.map((item) => item.value);
    const accept = (returned: unknown): unknown =>
      call.handler.batch ? many(returned, befores) : one(returned, befores[0]);
    const input = { argument: argumentOf(call), accept, change: changesOf(call) };
    return whenReady(callHandler(call.handler, run.operation, run.lend, input), (outcome) => {
      if ('error' in outcome) onError(call, outcome.error);
      else onResult(call, outcome.result);
    });
  });
}

function changesOf({ handler, items }: PlannedCall): HandlerChange | null {
  const first = items[0]?.change ?? null;
  if (!first) return null;
  // Each gets a time of its own: a `Date` can be changed.
  if (!handler.batch) return { changeId: first.changeId, changeTime: new Date(first.changeTime) };
  const changes = items.flatMap(({ change }) => change ?? []);
  return {
    changeIds: changes.map(({ changeId }) => changeId),
    changeTimes: changes.map(({ changeTime }) => new Date(changeTime)),
  };
}

/** A call for one element blames that element. */
function located(problem: Problem, { items }: PlannedCall, pathOf: PathOf | undefined): Problem {
  const [item] = items;
  if (!pathOf || !item || items.length > 1) return problem;
  return { ...problem, path: [...pathOf(item.index), ...problem.path] };
}

function recordFailure<O extends Operation>(run: Run<O>, { handler }: PlannedCall, error: unknown): void {
  if (error instanceof EndlessHooks) return;
  handler.tally.failures += 1;
  run.log.error({ err: error, plugin: handler.plugin, hook: run.hook }, `Hook ${run.hook} failed: ${causeOf(error)}`);
}
