import type { Registration, Resolvers, Route } from 'pagoda-plugin-sdk';
import { whyRefused, type HookOwner } from './hook-handler.ts';

/** A route and who declared it. */
export interface OwnedRoute<Context> {
  readonly owner: string;
  readonly route: Route<Context>;
}

/** What one part adds to the GraphQL schema. */
export interface SchemaModule {
  readonly owner: string;
  readonly typeDefs: string;
  readonly resolvers: Resolvers;
}

/** Everything that the parts of the core and the plugins add to the server, in the order of registration. */
export interface Registry<Context> {
  readonly ids: readonly string[];
  readonly modules: readonly SchemaModule[];
  readonly routes: readonly OwnedRoute<Context>[];
  readonly hooks: readonly HookOwner[];
}

/** A registration that cannot be taken, and why. */
export class RegistrationRefused extends Error {
  readonly id: string;
  readonly reason: string;
  constructor(id: string, reason: string) {
    super(`"${id}" is refused: ${reason}`);
    this.name = 'RegistrationRefused';
    this.id = id;
    this.reason = reason;
  }
}

/** Collects registrations. Throws `RegistrationRefused` for the first that cannot be taken. */
export function register<Context>(registrations: readonly Registration<Context>[]): Registry<Context> {
  const empty: Registry<Context> = { ids: [], modules: [], routes: [], hooks: [] };
  return registrations.reduce((registry, registration) => withRegistration(registry, registration), empty);
}

/** The registry with one more part. Throws `RegistrationRefused`; what was there stays usable. */
export function withRegistration<Context>(
  registry: Registry<Context>,
  registration: Registration<Context>,
): Registry<Context> {
  const { id, typeDefs, resolvers, routes = [], hooks = [] } = registration;
  checkId(registry, id);
  for (const hook of hooks) {
    const reason = whyRefused(hook);
    if (reason) throw new RegistrationRefused(id, reason);
  }
  return {
    ids: [...registry.ids, id],
    modules:
      typeDefs || resolvers
        ? [...registry.modules, { owner: id, typeDefs: typeDefs ?? '', resolvers: resolvers ?? {} }]
        : registry.modules,
    routes: routes.reduce((taken, route) => withRoute(taken, id, route), registry.routes),
    hooks: hooks.length > 0 ? [...registry.hooks, { id, hooks }] : registry.hooks,
  };
}

function checkId(registry: Pick<Registry<unknown>, 'ids'>, id: string): void {
  if (!/^[\w.-]+$/.test(id)) throw new RegistrationRefused(id, 'an id is made of letters, digits, "-" and "_"');
  if (registry.ids.includes(id))
    throw new RegistrationRefused(id, `the id "${id}" is already registered. Two parts cannot share one`);
}

function withRoute<Context>(
  taken: readonly OwnedRoute<Context>[],
  owner: string,
  route: Route<Context>,
): readonly OwnedRoute<Context>[] {
  const named = `its route ${route.method} ${route.path}`;
  const wrong = whatIsWrong(route);
  if (wrong) throw new RegistrationRefused(owner, `${named} ${wrong}`);
  const other = taken.find(
    ({ route: { method, path } }) => method === route.method && shapeOf(path) === shapeOf(route.path),
  );
  if (other) {
    const same = other.owner === owner ? 'another of its own' : `that of "${other.owner}"`;
    throw new RegistrationRefused(
      owner,
      `${named} collides with ${same}, ${other.route.method} ${other.route.path}. Change the path`,
    );
  }
  return [...taken, { owner, route }];
}

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies Route['method'][];

const LONGEST_TIMER = 2 ** 31 - 1;

function whatIsWrong({ method, path, handler, timeout = 1 }: Route<never>): string | null {
  if (!METHODS.includes(method)) return `has a method that is none of ${METHODS.join(', ')}`;
  if (typeof handler !== 'function') return 'has no handler';
  if (typeof timeout !== 'number' || !(timeout >= 1 && timeout <= LONGEST_TIMER)) {
    return `has a timeout that is no number of milliseconds from 1 to ${LONGEST_TIMER}`;
  }
  const odd = typeof path === 'string' ? whatIsOddIn(path) : 'is no text';
  if (odd !== null) return `has a path that ${odd}. Write parts such as "racks/" and ":name/"`;
  const names = path.match(/:\w+/g) ?? [];
  return new Set(names).size < names.length ? 'names two parts of its path alike' : null;
}

/** What clients would normalise away, or never send as a path. */
function whatIsOddIn(path: string): string | null {
  const [start, ...parts] = path.split('/');
  if (start !== '' || parts.length === 0) return 'does not begin with a slash';
  const found = /[?#%\\\s]/.exec(path)?.[0];
  if (found !== undefined) return `holds ${JSON.stringify(found)}`;
  if (parts.slice(0, -1).includes('')) return 'has an empty part';
  const odd = parts.find(
    (part) => part === '.' || part === '..' || (part.includes(':') && !/^:[A-Za-z_]\w*$/.test(part)),
  );
  return odd === undefined ? null : `has the part ${JSON.stringify(odd)}`;
}

/** Two paths of the same shape match the same addresses. */
function shapeOf(path: string): string {
  return path.replaceAll(/:\w+/g, ':');
}
