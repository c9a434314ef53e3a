import { type FieldNode, getArgumentValues } from 'graphql';
import { isFlat } from './arguments-plan.ts';
import type { Deadline } from './deadline.ts';
import { FieldErrors, locate, type Place } from './field-errors.ts';
import type { FieldPlan, Plan, TypePlan, Variables } from './plan.ts';

const NO_ARGUMENTS: Record<string, unknown> = Object.freeze({});

/** What belongs to one execution of a plan. */
export interface RunOptions {
  readonly plan: Plan;
  readonly rootValue: unknown;
  readonly context: unknown;
  readonly variables: Variables;
  readonly deadline?: Deadline;
  /** How often an object of the plan is made before the code that makes it is compiled. */
  readonly compileAfter?: number;
}

/** Compiling pays off for the objects of a page, not for those that are made once. */
const COMPILE_AFTER = 100;

/** One execution of a plan. */
export class Run {
  readonly plan: Plan;
  readonly rootValue: unknown;
  readonly context: unknown;
  readonly variables: Variables;
  readonly deadline: Deadline | undefined;
  readonly compileAfter: number;
  readonly errors = new FieldErrors();
  readonly #arguments = new Map<FieldPlan, Readonly<Record<string, unknown>>>();

  constructor({ plan, rootValue, context, variables, deadline, compileAfter }: RunOptions) {
    this.plan = plan;
    this.rootValue = rootValue;
    this.context = context;
    this.variables = variables;
    this.deadline = deadline;
    this.compileAfter = compileAfter ?? COMPILE_AFTER;
  }

  argumentsOf(field: FieldPlan): Record<string, unknown> {
    const plan = field.arguments;
    if (plan.kind === 'none') return NO_ARGUMENTS;
    if (plan.kind === 'constant') return { ...plan.values };
    if (plan.kind === 'fresh') return getArgumentValues(field.definition, firstNode(field), this.variables);
    const known = this.#arguments.get(field);
    if (known) return { ...known };
    const values = getArgumentValues(field.definition, firstNode(field), this.variables);
    if (isFlat(values)) this.#arguments.set(field, { ...values });
    return values;
  }

  /** Null where the type allows it; else the error goes on to what is above. */
  fail(thrown: unknown, nodes: readonly FieldNode[], type: TypePlan, place: Place): null {
    const error = locate(thrown, nodes, place);
    if (type.nonNull) throw error;
    this.errors.add(error, place);
    return null;
  }
}

function firstNode(field: FieldPlan): FieldNode {
  const [node] = field.nodes;
  if (!node) throw new Error(`The field ${field.key} was planned without a node.`);
  return node;
}
