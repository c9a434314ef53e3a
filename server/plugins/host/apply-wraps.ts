import { isObjectType, type GraphQLSchema } from 'graphql';
import type { OrderedWrapper, ResolverWrapper } from 'pagoda-plugin-sdk';
import { ownedBy } from '../../blame.ts';
import { isPromise } from '../maybe-promise.ts';
import type { SchemaModule } from '../register.ts';
import type { HostResolver } from './adapt-resolvers.ts';
import { guard, guardHost } from './guard.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { viewOf, type Nouns } from './nouns.ts';
import { inTime, resolverTime } from './time-limit.ts';

interface Wrap {
  readonly hosted: HostedPlugin;
  /** `Query.entries` */
  readonly target: string;
  readonly priority: number;
  readonly wrapper: ResolverWrapper;
}

/** Why a plugin cannot wrap what it wants to wrap, or null. The schema is the one of all parts, its own among them. */
export function whyNotWrapped(hosted: HostedPlugin, schema: GraphQLSchema): string | null {
  for (const { target, wrapper } of listWraps(hosted)) {
    const [name = '', field = ''] = target.split('.');
    const type = schema.getType(name);
    if (typeof wrapper !== 'function') return `what it wraps ${target} with is no function`;
    if (!isObjectType(type) || !type.getFields()[field])
      return `it wraps ${target}, which no part before it declares. If a plugin does, add that to its dependencies`;
    if (type === schema.getSubscriptionType()) return `it wraps ${target}, and subscriptions cannot be wrapped`;
  }
  return null;
}

/** The parts with the resolvers inside of the wrappers of these plugins: a lower priority is further outside, then who is loaded first. */
export function applyWraps(
  modules: readonly SchemaModule[],
  plugins: readonly HostedPlugin[],
  nouns: Nouns,
): readonly SchemaModule[] {
  const wraps = plugins.flatMap(listWraps).toSorted((left, right) => left.priority - right.priority);
  const byTarget = Map.groupBy(wraps, ({ target }) => target);
  return [...byTarget].reduce((wrapped, [target, own]) => wrapField(wrapped, target, own, nouns), modules);
}

function listWraps(hosted: HostedPlugin): readonly Wrap[] {
  return Object.entries(hosted.plugin.wrap ?? {}).map(([target, given]) => {
    const { priority, wrapper } = isOrdered(given) ? given : { priority: 100, wrapper: given };
    return { hosted, target, priority, wrapper };
  });
}

function isOrdered(given: ResolverWrapper | OrderedWrapper): given is OrderedWrapper {
  return typeof given === 'object' && given !== null;
}

function wrapField(
  modules: readonly SchemaModule[],
  target: string,
  wraps: readonly Wrap[],
  nouns: Nouns,
): readonly SchemaModule[] {
  const [type = '', field = ''] = target.split('.');
  const owner = modules.find(({ resolvers }) => findResolver(resolvers, type, field)) ?? modules.at(-1);
  return modules.map((module) => {
    if (module !== owner) return module;
    const inner = findResolver(module.resolvers, type, field) ?? propertyResolver(field);
    const outer = wraps.reduceRight((resolve, wrap) => wrapResolver(wrap, type, resolve, nouns), inner);
    const fields = module.resolvers[type] as Readonly<Record<string, unknown>> | undefined;
    return { ...module, resolvers: { ...module.resolvers, [type]: { ...fields, [field]: outer } } };
  });
}

function wrapResolver({ hosted, wrapper }: Wrap, type: string, inner: HostResolver, nouns: Nouns): HostResolver {
  const { identity, services, contextOf } = hosted;
  const wrapped: HostResolver = (parent, args, ctx, info) => {
    const view = viewOf(nouns, type, ctx, parent);
    let running = 0;
    const next: Parameters<ResolverWrapper>[0] = (seen, changed, _ctx, at) => {
      const given = guardHost(() => inner(seen === view ? parent : seen, changed, ctx, at));
      if (!isPromise(given)) return given;
      running += 1;
      const ended = (): void => void (running -= 1);
      given.then(ended, ended);
      return given;
    };
    const own = args as Parameters<ResolverWrapper>[2];
    const limit = { milliseconds: resolverTime(ctx.host.settings), isExcused: () => running > 0 };
    const call = (): unknown => wrapper(next, view, own, contextOf(ctx), info);
    return guard(identity.id, () => services.enter(ctx, identity.id, () => inTime(limit, call())));
  };
  return ownedBy(wrapped, identity.id);
}

function findResolver(resolvers: SchemaModule['resolvers'], type: string, field: string): HostResolver | undefined {
  const fields = resolvers[type];
  if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, field)) return undefined;
  const found: unknown = Reflect.get(fields, field);
  return typeof found === 'function' ? (found as HostResolver) : undefined;
}

/** What the executor does where there is no resolver. */
function propertyResolver(field: string): HostResolver {
  return (parent, args, ctx, info) => {
    const value: unknown = typeof parent === 'object' && parent !== null ? Reflect.get(parent, field) : undefined;
    return typeof value === 'function' ? (value.call(parent, args, ctx, info) as unknown) : value;
  };
}
