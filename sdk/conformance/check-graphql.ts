import { findBatchLoad, type PluginContext } from 'pagoda-plugin-sdk';
import { readSdl, type ReadSdl } from './read-sdl.ts';
import { hasView, sampleArgs, sampleParent } from './sample-graphql.ts';
import type { Probe, Session } from './session.ts';
import { isMistake, isMutation, textOf } from './throws.ts';
import type { Observation } from './watch-call.ts';

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** A resolver of the plugin with its place. */
interface Placed {
  readonly type: string;
  readonly field: string;
  readonly thing: string;
  readonly resolve: AnyFunction;
}

const ROOTS = ['Query', 'Mutation'];

/** The SDL and the resolvers: whether they fit the server and each other, and what resolvers do. */
export async function checkGraphql(session: Session): Promise<void> {
  const sdl = await readSdl(session);
  const hasSdl = Boolean(session.plugin.typeDefs);
  if (sdl || !hasSdl) checkFit(session, sdl);
  if (sdl) checkWraps(session, sdl);
  for (const placed of placedOf(session)) {
    const root = ROOTS.includes(placed.type);
    await callResolver(session, sdl, placed);
    if (!root) await countLoads(session, placed, (size) => ({ parents: parentsOf(sdl, placed.type, size) }), sdl);
    else if (placed.type === 'Query') {
      await countLoads(session, placed, (size) => ({ parents: [undefined], rows: size }), sdl);
    }
  }
}

function checkFit({ plugin: { resolvers = {} }, report }: Session, sdl: ReadSdl | null): void {
  const declared = new Set(sdl?.fields);
  const types = new Set([...declared].map((name) => name.split('.')[0]));
  for (const [type, fields] of Object.entries(resolvers)) {
    if (!isFieldMap(fields)) continue;
    for (const field of Object.keys(fields).filter((name) => !name.startsWith('__'))) {
      const name = `${type}.${field}`;
      if (declared.has(name) || sdl?.graphql.isEnumType(sdl.schema.getType(type))) continue;
      const remedy = types.has(type)
        ? 'Declare the field in typeDefs, or correct the name.'
        : 'Declare it in typeDefs; to change a field of others use `wrap`.';
      report('resolvers', `resolvers.${name}`, 'the SDL of the plugin declares no such field', remedy);
    }
  }
  for (const name of declared) {
    const [type = '', field = ''] = name.split('.');
    const own: unknown = Reflect.get(Object(resolvers[type]), field);
    if (type === 'Subscription' && typeof Reflect.get(Object(own), 'subscribe') !== 'function') {
      report(
        'resolvers',
        name,
        'it has no function `subscribe`',
        'Write { subscribe: (_parent, _args, ctx) => ctx.subscribe(topic) }.',
      );
    } else if (own === undefined && (ROOTS.includes(type) || hasView(type))) {
      report(
        'resolvers',
        name,
        'it has no resolver, so it is always null',
        `Write resolvers.${name}, or take the field out.`,
      );
    }
  }
}

function checkWraps({ plugin: { wrap = {} }, report }: Session, { graphql, schema }: ReadSdl): void {
  for (const name of Object.keys(wrap)) {
    const [type = '', field = ''] = name.split('.');
    const known = schema.getType(type);
    const exists = graphql.isObjectType(known) && Object.hasOwn(known.getFields(), field);
    if (exists && type !== 'Subscription') continue;
    const cause = exists
      ? 'subscriptions cannot be wrapped'
      : 'neither the server nor a plugin it depends on has that field';
    report(
      'resolvers',
      `wrap['${name}']`,
      cause,
      'Name a field of docs/schema.graphql, or give its plugin in `plugins`.',
    );
  }
}

function placedOf({ plugin: { resolvers = {} } }: Session): readonly Placed[] {
  return Object.entries(resolvers).flatMap(([type, fields]) => {
    if (!isFieldMap(fields) || type === 'Subscription') return [];
    return Object.entries(fields).flatMap(([field, given]) => {
      const resolve: unknown = typeof given === 'function' ? given : Reflect.get(Object(given), 'resolve');
      if (typeof resolve !== 'function' || field.startsWith('__')) return [];
      return [{ type, field, thing: `resolvers.${type}.${field}`, resolve: resolve as AnyFunction }];
    });
  });
}

async function callResolver(session: Session, sdl: ReadSdl | null, placed: Placed): Promise<void> {
  const parents = ROOTS.includes(placed.type) ? [undefined] : parentsOf(sdl, placed.type, 3);
  const probe = probeOf(placed, parents, argsOf(sdl, placed));
  const seen = await session.observe(probe);
  await session.observe({ ...probe, world: { isBroken: true } });
  judge(session, placed, parents.length, seen);
}

function judge(session: Session, { type, thing, resolve }: Placed, size: number, seen: Observation | null): void {
  if (seen?.ended === 'returned' && findBatchLoad(resolve)) {
    const got = Array.isArray(seen.value) ? `a list of ${seen.value.length}` : 'no list';
    if (Array.isArray(seen.value) && seen.value.length === size) return;
    session.report(
      'resolvers',
      thing,
      `its batch resolver gives ${got} for ${size} parents`,
      'Return one result for each parent, in their order.',
    );
  }
  // What objects of a plugin's own types hold is not known here.
  const isKnown = ROOTS.includes(type) || hasView(type);
  if (seen?.ended !== 'threw' || seen.isBlind || !isKnown || !isMistake(seen.value)) return;
  const remedy = isMutation(seen.value)
    ? 'Views are read-only: save a model instead.'
    : 'Handle what may be missing: optional arguments, nobody logged in.';
  session.report('resolvers', thing, `it fails with ${textOf(seen.value)}`, remedy);
}

type Sized = { readonly parents: readonly unknown[]; readonly rows?: number };

async function countLoads(
  session: Session,
  placed: Placed,
  sized: (size: number) => Sized,
  sdl: ReadSdl | null,
): Promise<void> {
  const counts: number[] = [];
  for (const size of [1, 50]) {
    const { parents, rows = 3 } = sized(size);
    const seen = await session.observe({ ...probeOf(placed, parents, argsOf(sdl, placed)), world: { rows } });
    counts.push(seen?.calls ?? 0);
  }
  const [one = 0, fifty = 0] = counts;
  if (fifty <= one) return;
  const remedy = ROOTS.includes(placed.type)
    ? 'Ask once for all, with { id: { in: ids } }.'
    : 'Use batchResolver, and ask once for all parents, with { id: { in: ids } }.';
  session.report('loads', placed.thing, `it calls models ${one} times for 1 and ${fifty} times for 50`, remedy);
}

function probeOf({ thing, resolve }: Placed, parents: readonly unknown[], args: object): Probe {
  const load = findBatchLoad(resolve);
  const call = (ctx: PluginContext): unknown =>
    load ? load(parents, args, ctx) : Promise.all(parents.map(async (parent) => resolve(parent, args, ctx, {})));
  return { topic: 'resolvers', thing, call };
}

function parentsOf(sdl: ReadSdl | null, type: string, size: number): readonly object[] {
  return Array.from({ length: size }, (_, index) => sampleParent(sdl, type, 101 + index));
}

function argsOf(sdl: ReadSdl | null, { type, field }: Placed): object {
  const known = sdl?.schema.getType(type);
  const declared = sdl && known && sdl.graphql.isObjectType(known) ? known.getFields()[field] : undefined;
  return sdl && declared ? sampleArgs(sdl.graphql, declared) : {};
}

/** And no scalar, which is taken as it is. */
function isFieldMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !('serialize' in value);
}
