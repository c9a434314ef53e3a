import { isScalarType } from 'graphql';
import { findBatchLoad, type Resolvers } from 'pagoda-plugin-sdk';
import { ownedBy } from '../../blame.ts';
import type { Context } from '../../context.ts';
import { callInBatches } from './batch-resolver.ts';
import { filterEvents } from './filter-events.ts';
import { guard } from './guard.ts';
import { guardEvents } from './guard-events.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { sourceOf, viewOf, type Noun, type Nouns } from './nouns.ts';
import { requireReady } from './plugin-life.ts';
import { inTime, resolverTime } from './time-limit.ts';
import { listSdlFields } from './sdl-fields.ts';

/** A resolver as the executor calls it. */
export type HostResolver = (parent: unknown, args: unknown, ctx: Context, info: unknown) => unknown;
type AnyFunction = (...args: readonly unknown[]) => unknown;

/**
 * The resolvers of a plugin as the executor calls them. They get the plugin's context and see objects of the core as plugins see them;
 * what they return in the place of such an object is looked up.
 */
export function adaptResolvers(hosted: HostedPlugin, typeDefs: string, nouns: Nouns): Resolvers {
  const nounFields = listSdlFields(typeDefs).flatMap(({ type, field, gives }) => {
    const noun = Object.hasOwn(nouns, gives) ? nouns[gives] : undefined;
    return noun ? [{ type, field, noun }] : [];
  });
  const nounOf = (type: string, field: string): Noun | undefined =>
    nounFields.find((one) => one.type === type && one.field === field)?.noun;
  const adapter = { hosted, nouns, nounOf };
  const given = Object.entries(hosted.plugin.resolvers ?? {}).map(([type, fields]) => [
    type,
    isFieldMap(fields) ? adaptFields(adapter, type, fields) : adaptScalar(hosted.identity.id, fields),
  ]);
  const adapted = Object.fromEntries(given) as Record<string, Record<string, unknown>>;
  for (const { type, field, noun } of nounFields) {
    const fields = (adapted[type] ??= {});
    fields[field] ??= (parent: unknown, _args: unknown, ctx: Context) => sourceOf(noun, ctx, propertyOf(parent, field));
  }
  return adapted;
}

interface Adapter {
  readonly hosted: HostedPlugin;
  readonly nouns: Nouns;
  nounOf(type: string, field: string): Noun | undefined;
}

function adaptFields(adapter: Adapter, type: string, fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, resolver]) => [field, adaptField(adapter, type, field, resolver)]),
  );
}

/** With the owner of every function in it. */
function adaptField(adapter: Adapter, type: string, field: string, given: unknown): unknown {
  const { id } = adapter.hosted.identity;
  const adapted = adaptUnowned(adapter, type, field, given);
  if (typeof adapted === 'object' && adapted !== null) for (const part of Object.values(adapted)) ownedBy(part, id);
  return ownedBy(adapted, id);
}

function adaptUnowned(adapter: Adapter, type: string, field: string, given: unknown): unknown {
  if (typeof given === 'function') return adaptFunction(adapter, type, field, given as AnyFunction);
  if (typeof given !== 'object' || given === null) return given;
  const { subscribe, resolve, filter, ...rest } = given as Readonly<
    Record<'subscribe' | 'resolve' | 'filter', unknown>
  >;
  const adapted = {
    ...(typeof subscribe === 'function' ? { subscribe: adaptSource(adapter, type, subscribe as AnyFunction) } : {}),
    ...(typeof resolve === 'function' ? { resolve: adaptFunction(adapter, type, field, resolve as AnyFunction) } : {}),
  };
  if (type !== 'Subscription' || typeof filter !== 'function') return { ...rest, ...adapted };
  return { ...rest, ...filterEvents(field, adapted, adaptPlain(adapter, type, filter as AnyFunction)) };
}

function adaptFunction(adapter: Adapter, type: string, field: string, given: AnyFunction): unknown {
  if (field.startsWith('__')) return adaptTypeQuestion(adapter, given);
  const load = findBatchLoad(given);
  const resolve = load
    ? callInBatches(adapter.hosted, load, (ctx, parent) => viewOf(adapter.nouns, type, ctx, parent))
    : adaptPlain(adapter, type, given);
  const noun = adapter.nounOf(type, field);
  return noun
    ? (parent: unknown, args: unknown, ctx: Context, info: unknown) =>
        sourceOf(noun, ctx, resolve(parent, args, ctx, info))
    : resolve;
}

function adaptPlain({ hosted, nouns }: Adapter, type: string, given: AnyFunction): HostResolver {
  const { identity, services, contextOf } = hosted;
  const enter = type === 'Mutation' ? services.enterMutation : services.enter;
  return (parent, args, ctx, info) => {
    const limit = { milliseconds: resolverTime(ctx.host.settings) };
    const call = (): unknown => given(viewOf(nouns, type, ctx, parent), args, contextOf(ctx), info);
    requireReady(identity, services);
    return guard(identity.id, () => enter(ctx, identity.id, () => inTime(limit, call())));
  };
}

/** What opens a subscription. The events come when the call is over long ago. */
function adaptSource(adapter: Adapter, type: string, given: AnyFunction): HostResolver {
  const open = adaptPlain(adapter, type, given);
  const { id } = adapter.hosted.identity;
  return async (parent, args, ctx, info) => guardEvents(id, await open(parent, args, ctx, info));
}

/** `__resolveType` and `__isTypeOf` are asked about a value. */
function adaptTypeQuestion({ hosted }: Adapter, given: AnyFunction): unknown {
  const { identity, contextOf } = hosted;
  return (value: unknown, ctx: Context, ...rest: readonly unknown[]) =>
    guard(identity.id, () => given(value, contextOf(ctx), ...rest));
}

const SCALAR_PARTS = ['serialize', 'parseValue', 'parseLiteral'];

function adaptScalar(plugin: string, scalar: unknown): unknown {
  if (typeof scalar !== 'object' || scalar === null || isScalarType(scalar)) return scalar;
  const parts = Object.entries(scalar).map(([name, part]: [string, unknown]) => {
    if (!SCALAR_PARTS.includes(name) || typeof part !== 'function') return [name, part];
    return [
      name,
      (...given: readonly unknown[]): unknown => guard(plugin, () => part.call(scalar, ...given) as unknown),
    ];
  });
  return Object.fromEntries(parts);
}

/** And no scalar. */
function isFieldMap(fields: unknown): fields is object {
  return typeof fields === 'object' && fields !== null && !('serialize' in fields);
}

function propertyOf(parent: unknown, field: string): unknown {
  return typeof parent === 'object' && parent !== null ? Reflect.get(parent, field) : undefined;
}
