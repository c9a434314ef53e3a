import { parseWith, type Plugin, type PluginContext } from 'pagoda-plugin-sdk';
import { causeOf } from '../hook-failure.ts';
import { isPromise } from '../maybe-promise.ts';
import { RegistrationRefused } from '../register.ts';

/** Where the operator wrote what plugins can be told. */
export interface OptionSource {
  /** By plugin id: what PLUGIN_OPTIONS holds. */
  readonly objects: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The environment's variables that begin with `PLUGIN_`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The options of a plugin as its parser gives them; a variable wins over PLUGIN_OPTIONS. Throws `RegistrationRefused`. */
export function readOptions({ id, options }: Plugin, source: OptionSource): PluginContext['options'] {
  if (!options) return Object.freeze({});
  const written = { ...source.objects[id], ...variablesOf(id, source.variables) };
  try {
    return Object.freeze({ ...recordOf(parseWith(options, written)) });
  } catch (error) {
    throw new RegistrationRefused(id, `its options do not parse: ${withoutSecrets(causeOf(error), written)}`);
  }
}

/** The types of the SDK say what it is, and a plugin in JavaScript has none. */
function recordOf(parsed: unknown): object {
  if (parsed === undefined || parsed === null) return {};
  if (isPromise(parsed)) {
    // What comes of it is of no use to anybody.
    parsed.then(undefined, () => undefined);
    throw new Error('the parser gave a promise, and options are read at once');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error('the parser gave no object');
  }
  return parsed;
}

const NAME_OF_SECRET = /pass|secret|token|key|credential|private/i;

/** A parser may quote what it was given. */
function withoutSecrets(text: string, options: Readonly<Record<string, unknown>>): string {
  const secrets = secretsIn(options, false).flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return secrets.toSorted((a, b) => b.length - a.length).reduce((told, secret) => told.replaceAll(secret, '***'), text);
}

function secretsIn(value: unknown, isSecret: boolean): readonly string[] {
  if (typeof value !== 'object' || value === null)
    return isSecret && value !== null && value !== '' ? [String(value)] : [];
  return Object.entries(value).flatMap(([name, inner]) => secretsIn(inner, isSecret || NAME_OF_SECRET.test(name)));
}

/** The options as they may be shown: what is called like a secret is hidden, and so are passwords in addresses. */
export function maskOptions(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, masked(value, NAME_OF_SECRET.test(name))]),
  );
}

function masked(value: unknown, isSecret: boolean): unknown {
  if (Array.isArray(value)) return value.map((inner) => masked(inner, isSecret));
  // Of other objects, such as dates, only what they are written as can be shown.
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value);
    if (inner.length === 0) return isSecret ? '***' : JSON.stringify(value);
    return Object.fromEntries(inner.map(([name, one]) => [name, masked(one, isSecret || NAME_OF_SECRET.test(name))]));
  }
  if (isSecret && value !== null && value !== undefined && value !== '') return '***';
  return typeof value === 'string' ? value.replaceAll(/(:\/\/[^:/@\s]*):[^@/\s]+@/g, '$1:***@') : value;
}

/** `PLUGIN_HELLO_WORLD_MAX_SIZE` is `maxSize` of the plugin hello-world. */
function variablesOf(id: string, variables: OptionSource['variables']): Readonly<Record<string, string>> {
  const prefix = `PLUGIN_${id.replaceAll('-', '_').toUpperCase()}_`;
  const own = Object.entries(variables).filter(([name]) => name.startsWith(prefix) && name.length > prefix.length);
  return Object.fromEntries(own.map(([name, value]) => [camelCase(name.slice(prefix.length)), value]));
}

function camelCase(name: string): string {
  return name.toLowerCase().replaceAll(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
