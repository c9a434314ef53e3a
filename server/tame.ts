import { inspect, types } from 'node:util';
import { isValidationError } from 'pagoda-plugin-sdk';

/**
 * What somebody threw, so that it can be looked at: plugins may throw what bites, such as a revoked proxy or an error whose `message`
 * throws. What cannot bite is given back as it is, and so is an error of which a part had to be put right.
 */
export function tame(thrown: unknown): unknown {
  return tameBelow(thrown, []);
}

/** What was thrown, or is no error for another reason, in words. */
export function wordsFor(thrown: unknown): string {
  try {
    return typeof thrown === 'object' || typeof thrown === 'function' ? inspect(thrown, { depth: 1 }) : String(thrown);
  } catch {
    return 'something that cannot be read';
  }
}

/** Nobody reads a longer chain of causes. */
const DEEPEST = 8;

function tameBelow(thrown: unknown, above: readonly unknown[]): unknown {
  if (!isObject(thrown) || above.includes(thrown)) return thrown;
  try {
    if (above.length > DEEPEST) return new Error('What is below is left out');
    if (hasProxy(thrown)) return untold();
    return types.isNativeError(thrown) ? tameError(thrown, [...above, thrown]) : tameObject(thrown);
  } catch {
    return untold();
  }
}

function untold(): Error {
  return new Error('Something was thrown that cannot be read');
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function hasProxy(value: object): boolean {
  for (let part: unknown = value; isObject(part); part = Object.getPrototypeOf(part)) {
    if (types.isProxy(part)) return true;
  }
  return false;
}

/** What bites is left out of a copy. */
function tameObject(thrown: object): object {
  const keys = keysOf(thrown);
  const harmless = keys.filter((key) => !bites(thrown, key));
  if (Symbol.toStringTag in thrown) void thrown[Symbol.toStringTag];
  if (harmless.length === keys.length) return thrown;
  if (harmless.length === 0) return untold();
  return Object.fromEntries(harmless.map((key): [string, unknown] => [key, Reflect.get(thrown, key)]));
}

/** What doors and logs read of an error. */
const READ = ['name', 'message', 'stack', 'code', 'cause', 'path', 'errors', 'statusCode', 'toJSON', 'toString'];

function tameError(error: Error, above: readonly unknown[]): Error {
  const wrong: [key: string, value: unknown][] = [];
  for (const key of new Set([...READ, ...keysOf(error)])) {
    const change = changeOf(error, key, above);
    if (change) wrong.push([key, change.value]);
  }
  if (Symbol.toStringTag in error) void error[Symbol.toStringTag];
  if (wrong.length === 0 && Object.isExtensible(error)) return error;
  const isOpen = Object.isExtensible(error) && wrong.every(([key]) => isConfigurable(error, key));
  const target = isOpen ? error : openCopy(error);
  for (const [key, value] of wrong)
    Object.defineProperty(target, key, { value, configurable: true, enumerable: false, writable: true });
  return target;
}

/** Those of its prototypes too. */
function keysOf(thrown: object): readonly string[] {
  const keys: string[] = [];
  for (const key in thrown) keys.push(key);
  return keys;
}

/** What stands in the place of a part that would bite, or null for one that does not. */
function changeOf(error: Error, key: string, above: readonly unknown[]): { readonly value: unknown } | null {
  if (!(key in error)) return null;
  const value = read(error, key);
  if (value === UNREADABLE) return { value: isText(key) ? 'it cannot be read' : undefined };
  if (isText(key)) return typeof value === 'string' || key === 'stack' ? null : { value: wordsFor(value) };
  if (key === 'path' && isValidationError(error)) return isPath(value) ? null : { value: pathOf(value) };
  if (key === 'errors' && Array.isArray(value) && !types.isProxy(value)) {
    const own: readonly unknown[] = value;
    const tamed = own.map((one) => tameBelow(one, above));
    return tamed.every((one, index) => one === own[index]) ? null : { value: tamed };
  }
  const tamed = tameBelow(value, above);
  return tamed === value ? null : { value: tamed };
}

function isText(key: string): boolean {
  return key === 'message' || key === 'name' || key === 'stack';
}

function isPath(value: unknown): boolean {
  return !types.isProxy(value) && Array.isArray(value) && value.every((part) => typeof part === 'string');
}

function pathOf(value: unknown): readonly string[] {
  return Array.isArray(value) && !types.isProxy(value) ? value.map((part: unknown) => wordsFor(part)) : [];
}

function isConfigurable(error: object, key: string): boolean {
  return Object.getOwnPropertyDescriptor(error, key)?.configurable !== false;
}

/** The log notes on an error what it has told, so it takes none that is frozen. */
function openCopy(error: Error): Error {
  const copy = new Error();
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  for (const [key, part] of Object.entries(Object.getOwnPropertyDescriptors(error))) {
    Object.defineProperty(copy, key, { ...part, configurable: true, ...('value' in part ? { writable: true } : {}) });
  }
  for (const symbol of Object.getOwnPropertySymbols(error)) {
    const part = Object.getOwnPropertyDescriptor(error, symbol);
    if (part) Object.defineProperty(copy, symbol, { ...part, configurable: true });
  }
  // Its accessor would tell where the copy was made.
  const stack = read(error, 'stack');
  if (typeof stack === 'string')
    Object.defineProperty(copy, 'stack', { value: stack, configurable: true, writable: true });
  return copy;
}

function bites(thrown: object, key: string): boolean {
  const value = read(thrown, key);
  return value === UNREADABLE || (isObject(value) && hasProxy(value));
}

const UNREADABLE = Symbol('unreadable');

function read(thrown: object, key: string): unknown {
  try {
    return Reflect.get(thrown, key);
  } catch {
    return UNREADABLE;
  }
}
