import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { tame } from '../tame.ts';
import { AnswerFields, type AnswerField } from './answer-fields.ts';
import { noJsonRefusal } from './no-json.ts';
import type { Operation } from './operation.ts';

/** By the data of the answer, which all that wrap it have in common. */
const operations = new WeakMap<object, Operation>();

/** Remembers of what operation an answer is, for when it turns out that it cannot be written. */
export function rememberOperation({ data }: ExecutionResult, operation: Operation): void {
  if (data) operations.set(data, operation);
}

type Written = ExecutionResult | FormattedExecutionResult;

/**
 * An answer as JSON. What plugins give for a scalar may be no JSON; that comes to light only here, since to look for it beforehand would cost
 * every answer. Then each such value becomes an error at its place, and the rest of the answer stays.
 */
export function writeAnswer(answer: Written): string {
  try {
    return JSON.stringify(answer);
  } catch (error) {
    const operation = answer.data ? operations.get(answer.data) : undefined;
    if (!operation) throw tame(error);
    return JSON.stringify(new Mending(operation).mend(answer));
  }
}

type Path = readonly (string | number)[];

/** A place that must not be null, so what is above it is. */
const NULLED = Symbol('nulled');

/** One answer that could not be written. */
class Mending {
  readonly #operation: Operation;
  readonly #fields: AnswerFields;
  readonly #errors: GraphQLError[] = [];

  constructor(operation: Operation) {
    this.#operation = operation;
    this.#fields = new AnswerFields(operation);
  }

  mend({ data, errors = [], ...rest }: Written): Written {
    const mended = data ? this.#mendObject(data, null, []) : data;
    return { errors: [...errors, ...this.#errors], data: mended === NULLED ? null : mended, ...rest };
  }

  #mendObject(
    data: Readonly<Record<string, unknown>>,
    above: readonly AnswerField[] | null,
    path: Path,
  ): Record<string, unknown> | typeof NULLED {
    const mended: [key: string, value: unknown][] = [];
    for (const [key, value] of Object.entries(data)) {
      const fields = this.#fields.named(key, above);
      const [field] = fields;
      // `__typename` and its kin are texts of ours.
      const own = field ? this.#mendValue(field.definition.type, fields, value, [...path, key]) : value;
      if (own === NULLED) return NULLED;
      mended.push([key, own]);
    }
    return Object.fromEntries(mended);
  }

  #mendValue(type: GraphQLOutputType, fields: readonly AnswerField[], value: unknown, path: Path): unknown {
    if (isNonNullType(type)) {
      const inner = this.#mendValue(type.ofType, fields, value, path);
      return inner === null ? NULLED : inner;
    }
    if (value === null || value === undefined) return null;
    if (isLeafType(type)) return this.#mendLeaf(value, path);
    if (!isListType(type)) {
      const inner = this.#mendObject(value as Readonly<Record<string, unknown>>, fields, path);
      return inner === NULLED ? null : inner;
    }
    const items = (value as readonly unknown[]).map((item, index) =>
      this.#mendValue(type.ofType, fields, item, [...path, index]),
    );
    return items.includes(NULLED) ? null : items;
  }

  /** A copy: the value itself may be another one when it is read again. */
  #mendLeaf(value: unknown, path: Path): unknown {
    try {
      return JSON.parse(JSON.stringify(value)) as unknown;
    } catch (error) {
      this.#errors.push(this.#refuse(tame(error), path));
      return null;
    }
  }

  #refuse(error: unknown, path: Path): GraphQLError {
    const { requestId, log } = this.#operation.context;
    const plugin = this.#fields.ownerAt(path);
    log.error({ err: error, requestId, path, plugin }, 'A value of a GraphQL answer is no JSON');
    const { message, extensions } = noJsonRefusal(plugin, requestId);
    return new GraphQLError(message, { path, extensions });
  }
}
