import type { OwnedRoute } from '../plugins/index.ts';

/** What an address leads to. */
export type Match<Context> =
  | { readonly found: 'route'; readonly owned: OwnedRoute<Context>; readonly params: Readonly<Record<string, string>> }
  | { readonly found: 'method'; readonly allowed: readonly string[]; readonly isPublic: boolean }
  | { readonly found: 'slashed'; readonly isRoute: boolean }
  | { readonly found: 'nothing' };

/** One part of addresses between two slashes, and what can follow. An empty last part is a final slash. */
interface Branch<Context> {
  readonly fixed: Map<string, Branch<Context>>;
  any: Branch<Context> | null;
  readonly routes: Map<string, OwnedRoute<Context>>;
}

/** All routes, by address. Slashes count; a fixed part wins over a named one. */
export class RouteTree<Context> {
  readonly #root: Branch<Context> = makeBranch();

  constructor(routes: readonly OwnedRoute<Context>[]) {
    for (const owned of routes) this.#add(owned);
  }

  match(method: string, pathname: string): Match<Context> {
    const parts = pathname.slice(1).split('/');
    const branch = findBranch(this.#root, parts, 0);
    if (!branch) {
      const slashed = pathname.endsWith('/') ? null : findBranch(this.#root, [...parts, ''], 0);
      return slashed ? { found: 'slashed', isRoute: slashed.routes.has('GET') } : { found: 'nothing' };
    }
    const owned = branch.routes.get(method === 'HEAD' ? 'GET' : method);
    if (!owned) return { found: 'method', ...methodsOf(branch) };
    const params = paramsOf(owned.route.path, parts);
    return params ? { found: 'route', owned, params } : { found: 'nothing' };
  }

  #add(owned: OwnedRoute<Context>): void {
    let branch = this.#root;
    for (const part of partsOf(owned.route.path)) branch = growBranch(branch, part);
    branch.routes.set(owned.route.method, owned);
  }
}

function makeBranch<Context>(): Branch<Context> {
  return { fixed: new Map(), any: null, routes: new Map() };
}

function growBranch<Context>(branch: Branch<Context>, part: string): Branch<Context> {
  if (part.startsWith(':')) return (branch.any ??= makeBranch());
  const known = branch.fixed.get(part) ?? makeBranch<Context>();
  branch.fixed.set(part, known);
  return known;
}

function findBranch<Context>(branch: Branch<Context>, parts: readonly string[], at: number): Branch<Context> | null {
  const part = parts[at];
  if (part === undefined) return branch.routes.size > 0 ? branch : null;
  const fixed = branch.fixed.get(part);
  const found = fixed && findBranch(fixed, parts, at + 1);
  if (found) return found;
  return branch.any && part !== '' ? findBranch(branch.any, parts, at + 1) : null;
}

function methodsOf<Context>({ routes }: Branch<Context>): {
  readonly allowed: readonly string[];
  readonly isPublic: boolean;
} {
  const methods = [...routes.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return {
    allowed: [...methods, 'OPTIONS'],
    isPublic: [...routes.values()].every(({ route }) => route.auth === 'public'),
  };
}

/** Null when a part is no text that was encoded. */
function paramsOf(path: string, parts: readonly string[]): Readonly<Record<string, string>> | null {
  const named = partsOf(path).flatMap((name, index) =>
    name.startsWith(':') ? [[name.slice(1), parts[index] ?? '']] : [],
  );
  try {
    return Object.fromEntries(named.map(([name, part]) => [name, decodeURIComponent(part ?? '')]));
  } catch {
    return null;
  }
}

function partsOf(path: string): readonly string[] {
  return path.slice(1).split('/');
}
