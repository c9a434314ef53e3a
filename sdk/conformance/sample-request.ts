import type { PluginRoute, RouteRequest } from 'pagoda-plugin-sdk';

/** A request that notes what it is asked for. */
export interface SampleRequest {
  readonly request: RouteRequest;
  /** Names of the query that were read. */
  readonly queried: ReadonlySet<string>;
  /** Keys of the body that were read. */
  readonly read: ReadonlySet<string>;
}

/** What differs from a request without anything. */
export interface RequestChange {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function sampleRequest(
  pluginId: string,
  { method, path }: PluginRoute,
  change: RequestChange = {},
): SampleRequest {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const params = { ...Object.fromEntries(names.map((name) => [name, '101'])), ...change.params };
  const address = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const url = new URL(address, `http://localhost/api/v2/plugins/${pluginId}/`);
  url.search = new URLSearchParams(change.query).toString();
  const [queried, read] = [new Set<string>(), new Set<string>()];
  const body = 'body' in change ? change.body : noting({}, read);
  const rawBody = new TextEncoder().encode(JSON.stringify(body));
  const query = new NotingParams(url.search, queried);
  return { request: { method, url, params, query, headers: {}, body, rawBody }, queried, read };
}

class NotingParams extends URLSearchParams {
  readonly #noted: Set<string>;

  constructor(text: string, noted: Set<string>) {
    super(text);
    this.#noted = noted;
  }

  override get(name: string): string | null {
    this.#noted.add(name);
    return super.get(name);
  }

  override getAll(name: string): string[] {
    this.#noted.add(name);
    return super.getAll(name);
  }
}

/** An object that notes which of its keys are read. */
export function noting(values: Readonly<Record<string, unknown>>, noted: Set<string>): object {
  const note = (key: string | symbol): void => {
    if (typeof key === 'string' && !['then', 'toJSON', 'constructor'].includes(key)) noted.add(key);
  };
  return new Proxy(values, {
    get: (target, key) => (note(key), Reflect.get(target, key)),
    has: (target, key) => (note(key), Reflect.has(target, key)),
    getOwnPropertyDescriptor: (target, key) => (note(key), Reflect.getOwnPropertyDescriptor(target, key)),
  });
}
