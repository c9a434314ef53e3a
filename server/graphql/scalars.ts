import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { tame } from '../tame.ts';
import { NoJson } from './no-json.ts';

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const SERIALIZED_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

function isDay(year: string | undefined, month: string | undefined, day: string | undefined): boolean {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // JavaScript takes February 30 for March 2.
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

function parseInstant(input: unknown): Date {
  const found = typeof input === 'string' ? INSTANT.exec(input) : null;
  const instant = found && isDay(found[1], found[2], found[3]) ? new Date(found[0]) : undefined;
  if (instant && !Number.isNaN(instant.getTime())) return instant;
  throw new GraphQLError(
    'DateTime must be an ISO 8601 date and time with Z or an offset, for example "2026-03-01T09:04:05Z".',
  );
}

function serializeInstant(output: unknown): string {
  if (typeof output === 'string' && SERIALIZED_INSTANT.test(output)) return output;
  return (output instanceof Date ? output : parseInstant(output)).toISOString();
}

function parseDay(input: unknown): string {
  const found = typeof input === 'string' ? DAY.exec(input) : null;
  if (found && isDay(found[1], found[2], found[3])) return found[0];
  throw new GraphQLError('Date must be a day of the calendar as YYYY-MM-DD, for example "2026-03-01".');
}

function serializeDay(output: unknown): string {
  return parseDay(output instanceof Date ? output.toISOString().slice(0, 10) : output);
}

/** `parse` for literals of scalars that are written as texts. */
function fromString<T>(parse: (input: unknown) => T): (node: ValueNode) => T {
  return (node) => parse(node.kind === Kind.STRING ? node.value : undefined);
}

type LiteralVariables = Readonly<Record<string, unknown>> | null | undefined;

function parseJsonLiteral(node: ValueNode, variables?: LiteralVariables): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.ENUM:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return parseJsonNumber(node.value);
    case Kind.LIST:
      return node.values.map((value) => parseJsonLiteral(value, variables));
    case Kind.OBJECT:
      // fromEntries makes `__proto__` a key like any other, an assignment would not.
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, parseJsonLiteral(value, variables)]));
    case Kind.VARIABLE:
      return variables?.[node.name.value] ?? null;
    case Kind.NULL:
      return null;
  }
}

function parseJsonNumber(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  throw new GraphQLError(`JSON cannot hold the number ${text}: it is too large.`);
}

/** How the scalars that the SDL of the core declares are read and written. */
export const SCALARS = {
  DateTime: { serialize: serializeInstant, parseValue: parseInstant, parseLiteral: fromString(parseInstant) },
  Date: { serialize: serializeDay, parseValue: parseDay, parseLiteral: fromString(parseDay) },
  JSON: { serialize: serializeJson, parseValue: asItIs, parseLiteral: parseJsonLiteral },
} as const;

/** No more than the outside is looked at: what is wrong further in is found when the answer is written. */
function serializeJson(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? ownJson(value) : plainJson(value);
}

function plainJson(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw new NoJson(`a ${typeof value}`);
  }
  return value;
}

function ownJson(value: { readonly toJSON?: unknown }): unknown {
  try {
    if (typeof value.toJSON === 'function') return plainJson(orNothing(value.toJSON('')));
    return value;
  } catch (cause) {
    throw cause instanceof NoJson ? cause : new NoJson('what throws when it is read', { cause: tame(cause) });
  }
}

/** It would be left out of the answer. */
function orNothing(json: unknown): unknown {
  if (json === undefined) throw new NoJson('what becomes undefined');
  return json;
}

function asItIs(value: unknown): unknown {
  return value;
}
