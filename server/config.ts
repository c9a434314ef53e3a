import path from 'node:path';
import type { TrustProxy } from './config.forms.ts';
import { VARIABLES, type Variable } from './config.variables.ts';

/** The settings as the environment gives them, one for each variable. */
export interface Values {
  /** `production` turns off what only developers need: GraphiQL, and introspection for the anonymous. */
  readonly nodeEnv: 'development' | 'production' | 'test';
  /** 0 takes any free port. */
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  /** Null starts the embedded PostgreSQL in the data directory. */
  readonly databaseUrl: string | null;
  /** Where LISTEN, the job runner and migrations connect when a pooler stands at `databaseUrl`. */
  readonly databaseDirectUrl: string | null;
  /** Connections to the database at most, per process. */
  readonly poolSize: number;
  readonly trustProxy: TrustProxy;
  /** Origins of web pages that may call from a browser. */
  readonly allowedOrigins: readonly string[];
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Entry names or ids; empty turns the plugin system off. */
  readonly enabledPlugins: readonly string[];
  /** Absolute. Each folder in it may be a package with plugins. */
  readonly pluginsDir: string;
  /** Whether a plugin that is refused stops the start. */
  readonly pluginsStrict: boolean;
  /** Milliseconds that the import of a plugin may take. */
  readonly pluginLoadTimeout: number;
  /** Which operations on entries plugins take over, by the id or the name of the entity; null for none. */
  readonly entityOverrides: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> | null;
  /** The operation numbers of the tasks of plugins, [first, last], by entry names or ids; null for none. */
  readonly operationRanges: Readonly<Record<string, unknown>> | null;
  /** What plugins are told, by their ids; null for nothing. */
  readonly pluginOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>> | null;
  /** Absolute. Holds the embedded database and what the server made for itself. */
  readonly dataDir: string;
  /** Where date-times without an offset are meant. UTC unless told; a Pagoda that moves here usually had Asia/Tokyo. */
  readonly timeZone: string;
  /** Whether an entity that is created without an access control list is open to everybody, as its entries then are. */
  readonly newEntitiesPublic: boolean;
  /** What the keys of sessions and signatures are derived from. Null: a secret that is made once and kept in the database. */
  readonly secret: string | null;
  /** Seconds from a log-in until somebody has to log in again. */
  readonly sessionLifetime: number;
  /** Milliseconds between two looks at the credentials of connections that stay open. */
  readonly recheckInterval: number;
  /** For the first user, while there is none. */
  readonly adminUsername: string;
  readonly adminPassword: string | null;
  readonly adminToken: string | null;
  readonly graphiql: boolean;
  /** Who may read the schema through GraphQL. */
  readonly introspection: 'everyone' | 'authenticated' | 'nobody';
  readonly graphqlExecutor: 'jit' | 'graphql-js';
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxTokens: number;
  readonly maxCost: number;
  readonly maxPageSize: number;
  readonly maxBodyBytes: number;
  /** Milliseconds that one operation may take, its SQL statements included. */
  readonly executionTimeout: number;
  /** How many jobs a worker runs at once. */
  readonly workerConcurrency: number;
  /** Milliseconds that a worker which stops gives to what it runs. */
  readonly workerGrace: number;
  /** Milliseconds between two heartbeats of a worker. One that misses four is dead, and its jobs are taken over. */
  readonly jobHeartbeat: number;
  /** Milliseconds from the wish to cancel a job that runs until it is canceled, whatever it still does. */
  readonly jobCancelGrace: number;
  /** Seconds that an attempt may take unless its operation says otherwise, and that a job may wait to be started. */
  readonly jobTimeout: number;
  /** Bytes of the file that a job leaves, at most. */
  readonly jobResultBytes: number;
  /** Seconds that such a file is kept. */
  readonly jobResultLifetime: number;
  /** Days that a job is kept after its end. */
  readonly jobHistory: number;
}

/** Where a setting came from. */
export type SettingSource = 'default' | 'environment' | 'data directory' | 'command line';

/** Everything that can be set, checked and frozen. */
export interface Settings extends Values {
  readonly sources: { readonly [K in keyof Values]: SettingSource };
  /** What looks like a mistake but does not prevent the start, as sentences. */
  readonly warnings: readonly string[];
  /** The variables that begin with `PLUGIN_`: plugins find their options there. They may be secrets. */
  readonly pluginVariables: Readonly<Record<string, string>>;
}

/** Bad values in the environment: all of them in one message. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    const [only] = problems;
    super(
      problems.length === 1 && only
        ? only
        : `The environment has ${problems.length} bad values:\n  ${problems.join('\n  ')}`,
    );
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

const KEYS = Object.keys(VARIABLES) as readonly (keyof Values)[];

interface Reading {
  readonly values: Partial<Record<keyof Values, unknown>>;
  readonly sources: Record<keyof Values, SettingSource>;
  readonly problems: readonly string[];
}

/** An empty variable is one that is not set: that is how compose files and unit files leave one out. */
function given(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === '' ? undefined : text;
}

function badValue(variable: Variable<unknown>, text: string): string {
  const shown = variable.secret ? 'has a bad value' : `is ${JSON.stringify(text)}`;
  return `${variable.name} ${shown}: give ${variable.form.allowed}.`;
}

function readVariables(env: Environment): Reading {
  const values: Partial<Record<keyof Values, unknown>> = {};
  const sources = {} as Record<keyof Values, SettingSource>;
  const problems: string[] = [];
  for (const key of KEYS) {
    const variable: Variable<unknown> = VARIABLES[key];
    const text = given(env, variable.name);
    sources[key] = text === undefined ? 'default' : 'environment';
    if (text === undefined) continue;
    const parsed = variable.form.schema.safeParse(text);
    if (parsed.success) values[key] = parsed.data;
    else problems.push(badValue(variable, text));
  }
  if (given(env, 'DATABASE_DIRECT_URL') && !given(env, 'DATABASE_URL')) {
    problems.push(
      'DATABASE_DIRECT_URL is set but DATABASE_URL is not: set both, or neither for the embedded PostgreSQL.',
    );
  }
  return { values, sources, problems };
}

function withFallbacks(values: Partial<Record<keyof Values, unknown>>): Values {
  const base = { nodeEnv: (values.nodeEnv ?? VARIABLES.nodeEnv.fallback) as Values['nodeEnv'] };
  const filled = KEYS.map((key) => {
    const { fallback }: Variable<unknown> = VARIABLES[key];
    return [key, values[key] ?? (typeof fallback === 'function' ? fallback(base) : fallback)] as const;
  });
  // The table of variables is typed by `Values`, one entry for each key.
  const complete = Object.fromEntries(filled) as unknown as Values;
  return {
    ...complete,
    dataDir: path.resolve(complete.dataDir),
    pluginsDir: path.resolve(complete.pluginsDir),
    databaseDirectUrl: complete.databaseDirectUrl ?? complete.databaseUrl,
  };
}

function differences(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, against] of [...other].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === against ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function unknownVariable(name: string): string {
  const [nearest] = KEYS.map((key) => VARIABLES[key].name)
    .map((known) => ({ known, distance: differences(name, known) }))
    .sort((a, b) => a.distance - b.distance);
  const hint = nearest && nearest.distance <= 3 ? ` Did you mean ${nearest.known}?` : '';
  return `${name} is set, but there is no such setting.${hint}`;
}

function unknownVariables(env: Environment): readonly string[] {
  const known = new Set(KEYS.map((key) => VARIABLES[key].name));
  return Object.keys(env)
    .filter((name) => name.startsWith('PAGODA_') && !known.has(name))
    .sort()
    .map(unknownVariable);
}

function pluginVariables(env: Environment): Readonly<Record<string, string>> {
  const own: readonly string[] = [VARIABLES.pluginOptions.name, VARIABLES.operationRanges.name];
  const names = Object.keys(env).filter((name) => name.startsWith('PLUGIN_') && !own.includes(name));
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}

/** Reads the environment once. `overrides` stand above it. Throws one `SettingsError` that names every bad value. */
export function parseSettings(env: Environment, overrides: Partial<Values> = {}): Settings {
  const { values, sources, problems } = readVariables(env);
  if (problems.length > 0) throw new SettingsError(problems);
  const complete = withFallbacks({ ...values, ...overrides });
  const settings = { ...complete, sources, warnings: unknownVariables(env), pluginVariables: pluginVariables(env) };
  return withSource(settings, Object.keys(overrides), 'command line');
}

function withSource(settings: Settings, keys: readonly string[], source: SettingSource): Settings {
  const replaced = Object.fromEntries(keys.map((key) => [key, source]));
  return deepFreeze({ ...settings, sources: { ...settings.sources, ...replaced } });
}

/** The same settings with what the server keeps in its data directory. */
export function withStored(settings: Settings, stored: Partial<Pick<Values, 'adminToken'>>): Settings {
  return withSource({ ...settings, ...stored }, Object.keys(stored), 'data directory');
}

/** One line of `pagoda config print`. */
export interface SettingRow {
  readonly name: string;
  readonly value: string;
  readonly source: SettingSource;
}

function withoutPassword(url: string): string {
  const address = new URL(url);
  if (address.password) address.password = '***';
  for (const key of ['password', 'sslpassword'])
    if (address.searchParams.has(key)) address.searchParams.set(key, '***');
  return address.href;
}

function shown(variable: Variable<unknown>, value: unknown): string {
  if (value === null) return '';
  if (variable.secret === 'whole') return '***';
  if (typeof value !== 'string') return Array.isArray(value) ? value.join(', ') : JSON.stringify(value);
  return variable.secret === 'password' ? withoutPassword(value) : value;
}

/** What is in force and where it came from, without secrets. */
export function describeSettings(settings: Settings): readonly SettingRow[] {
  return KEYS.map((key) => ({
    name: VARIABLES[key].name,
    value: shown(VARIABLES[key], settings[key]),
    source: settings.sources[key],
  }));
}
